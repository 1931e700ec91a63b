import type { Options } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';
import { noFormula } from './no-formula.js';

/**
 * RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8; a value that they would take for a formula is
 * text.
 */
export const CSV: Options = {
  bom: true,
  record_delimiter: 'windows',
  // What some spreadsheets take for the end of a value or line.
  quoted_match: /[;\r\n]/,
  cast: { string: noFormula, date: (date) => date.toISOString(), boolean: String },
};

/** A file that is small enough to be made at once. */
export function csvOf(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return stringify(
    [head, ...rows].map((row) => [...row]),
    CSV,
  );
}
