import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { ExportColumn } from '../domain/export-columns.js';
import { csvFile, parquetFile } from '../export-files.js';

interface Row {
  name: string | null;
  seconds: number | null;
  at: Date | null;
  yes: boolean;
  n: number;
}

const columns: ExportColumn<Row>[] = [
  { name: 'name', type: 'STRING', of: ({ name }) => name },
  { name: 'seconds', type: 'DOUBLE', of: ({ seconds }) => seconds },
  { name: 'at', type: 'TIMESTAMP', of: ({ at }) => at },
  { name: 'yes', type: 'BOOLEAN', of: ({ yes }) => yes },
  { name: 'n', type: 'INT32', of: ({ n }) => n },
];

const AT = Date.UTC(2026, 2, 1);

function row(n: number): Row {
  return {
    name: n % 7 === 0 ? null : `Site "${n % 5}", north\n`,
    seconds: n % 3 === 0 ? null : n / 4,
    at: n % 2 === 0 ? null : new Date(AT + n * 1000),
    yes: n % 2 === 0,
    n,
  };
}

async function* rows(count: number): AsyncGenerator<Row> {
  for (let n = 0; n < count; n++) yield row(n);
}

async function* failing(): AsyncGenerator<Row> {
  yield row(1);
  throw new Error('The database has gone');
}

async function readParquet(count: number): Promise<Record<string, unknown>[]> {
  const bytes = await buffer(parquetFile(rows(count), columns));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return parquetReadObjects({ file });
}

describe('a CSV', () => {
  it('is read again as it was written', async () => {
    const read = parse<Record<string, string>>(await text(csvFile(rows(30), columns)), {
      bom: true,
      columns: true,
    });
    expect(read).toEqual(
      Array.from({ length: 30 }, (_, n) => row(n)).map(({ name, seconds, at, yes, n }) => ({
        name: name ?? '',
        seconds: seconds === null ? '' : String(seconds),
        at: at?.toISOString() ?? '',
        yes: String(yes),
        n: String(n),
      })),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    async function* hostile(): AsyncGenerator<Row> {
      for (const name of ['=1+1', '+1', '-1', '@x', ' =cmd', '\t=1']) yield { ...row(1), name };
    }
    const [, ...lines] = (await text(csvFile(hostile(), columns))).trimEnd().split('\r\n');
    for (const line of lines) expect(line).toMatch(/^"?'/);
  });

  it('has its head where there is no row', async () => {
    expect((await buffer(csvFile(rows(0), columns))).toString()).toBe('\ufeffname,seconds,at,yes,n\r\n');
  });
});

describe('a Parquet file', () => {
  it('is read again as it was written, also where it has several groups of rows', async () => {
    const read = await readParquet(12_001);
    expect(read).toHaveLength(12_001);
    for (const n of [0, 1, 2, 4999, 5000, 12_000]) expect(read[n]).toEqual(row(n));
  });

  it('is a file where there is no row', async () => {
    expect(await readParquet(0)).toEqual([]);
  });
});

it.each([
  ['CSV', csvFile],
  ['Parquet', parquetFile],
])('a %s file breaks off where a row cannot be had', async (_, write) => {
  await expect(buffer(write(failing(), columns))).rejects.toThrow();
});

it('nothing more is asked for where nobody takes the file', async () => {
  let asked = 0;
  async function* many(): AsyncGenerator<Row> {
    for (; asked < 1_000_000; asked++) yield row(asked);
  }
  for (const write of [csvFile, parquetFile]) {
    asked = 0;
    const file = write(many(), columns);
    file.on('error', () => undefined);
    await new Promise((resolve) => file.once('readable', resolve));
    file.destroy();
    const before = asked;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked - before).toBeLessThan(20_000);
    expect(asked).toBeLessThan(100_000);
  }
});
