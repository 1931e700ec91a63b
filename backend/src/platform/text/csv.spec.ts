import fc from 'fast-check';
import { csvOf } from './csv.js';

/** Reads RFC 4180: fields, quotes doubled, lines ended by CRLF. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain = '', end] of text.matchAll(fields)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const cells = fc.string({
  unit: fc.constantFrom('a', 'ß', ' ', '"', ',', ';', '\r', '\n', '\t', '=', '+', '-', '@', "'", '|', '0'),
  maxLength: 12,
});

describe('a CSV', () => {
  it('is read again as it was written, but for the mark before what could be a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cells, cells), { maxLength: 6 }), (rows) => {
        const text = csvOf(['One', 'Two'], rows);
        expect(text.startsWith('\ufeff')).toBe(true);
        const [head, ...read] = parsed(text.slice(1));
        expect(head).toEqual(['One', 'Two']);
        expect(read).toHaveLength(rows.length);
        read.forEach((row, r) =>
          row.forEach((one, c) => {
            const written = rows[r]?.[c] ?? '';
            expect([written, `'${written}`]).toContain(one);
          }),
        );
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(cells, (value) => {
        const [, [cell] = ['']] = parsed(csvOf(['Head'], [[value]]).slice(1));
        expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
      }),
    );
  });
});
