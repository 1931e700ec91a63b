import { once } from 'node:events';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { ByteWriter, parquetWriteRows, schemaFromColumnData } from 'hyparquet-writer';
import { CSV } from '../platform/index.js';
import type { ExportColumn } from './domain/export-columns.js';

/** Rows that are in memory at a time, as a row group of Parquet. */
const ROWS_AT_A_TIME = 5000;

/** Breaks the stream off where a row cannot be had: a file that ends too early is no whole file. */
const broken = () => undefined;

export function csvFile<T>(rows: AsyncIterable<T>, columns: readonly ExportColumn<T>[]): Readable {
  const lines = stringify({ ...CSV, header: true, columns: columns.map(({ name }) => name) });
  async function* values(): AsyncGenerator<unknown[]> {
    for await (const row of rows) yield columns.map(({ of }) => of(row));
  }
  return pipeline(Readable.from(values()), lines, broken);
}

/** Apache Parquet, a row group at a time, no faster than it is taken. */
export function parquetFile<T>(rows: AsyncIterable<T>, columns: readonly ExportColumn<T>[]): Readable {
  const file = new PassThrough();
  const writer = new ByteWriter();
  const send = async (): Promise<void> => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    if (!file.write(bytes)) await Promise.race([once(file, 'drain'), once(file, 'close')]);
    if (file.destroyed) throw new Error('Nobody takes the file any more');
  };
  async function* records(): AsyncGenerator<Record<string, unknown>> {
    for await (const row of rows) yield Object.fromEntries(columns.map(({ name, of }) => [name, of(row)]));
  }
  const named = columns.map(({ name, type }) => ({ name, type }));
  const written = parquetWriteRows({
    writer: Object.assign(writer, { flush: send, finish: () => send().then(() => void file.end()) }),
    rows: records(),
    columns: named,
    schema: schemaFromColumnData({ columnData: named.map((column) => ({ ...column, data: [] })) }),
    rowGroupSize: ROWS_AT_A_TIME,
  });
  Promise.resolve(written).catch((error: Error) => file.destroy(error));
  return file;
}
