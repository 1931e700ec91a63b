/**
 * Values that stay in the file: a BulkDataURI of the form `?offset=O&length=L` (bytes from the start of the
 * parsed content). Relative on purpose: whoever serves the dataset puts the address of the instance before it.
 */

/** Where a value lies: first byte and number of bytes in the parsed content. */
export interface BulkReference {
  readonly offset: number;
  readonly length: number;
}

const FORM = /\?offset=(\d+)&length=(\d+)$/;

/** The reference as a relative BulkDataURI. */
export function formatBulkReference({ offset, length }: BulkReference): string {
  return `?offset=${offset}&length=${length}`;
}

/** Reads the reference back, also behind an address; undefined for any other URI. */
export function parseBulkReference(uri: string): BulkReference | undefined {
  const match = FORM.exec(uri);
  if (match === null) return undefined;
  return { offset: Number(match[1]), length: Number(match[2]) };
}
