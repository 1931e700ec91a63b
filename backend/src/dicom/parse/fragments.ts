/** Encapsulated Pixel Data (PS3.5 A.4): an offset table item, then fragments, then a sequence delimiter. */
import { displayTag } from '../dictionary/dictionary.js';
import type { BulkReference } from './bulk-reference.js';
import { DicomParseError } from './dicom-parse-error.js';
import type { ByteReader } from './byte-source.js';
import { ITEM_TAG, SEQUENCE_DELIMITER_TAG, UNDEFINED_LENGTH, readHeader } from './tokens.js';

/** The fragments of one element. Offsets of the table count from the first byte of the first fragment item. */
export interface Fragments {
  readonly basicOffsetTable: readonly number[];
  readonly fragments: readonly BulkReference[];
  /** First byte after the sequence delimiter. */
  readonly next: number;
}

/**
 * Walks from item to item by their lengths, so that delimiters inside compressed data do no harm.
 * @throws DicomParseError TRUNCATED where an item runs past `end` or the delimiter is missing, CORRUPT
 *   where something else than an item follows
 */
export function readFragments(reader: ByteReader, offset: number, end: number, tag: number): Fragments {
  const items: BulkReference[] = [];
  let at = offset;
  for (;;) {
    if (at >= end) {
      throw new DicomParseError(
        'TRUNCATED',
        `${displayTag(tag)} ends at byte ${at} after ${items.length} items without its sequence delimiter. ` +
          'The file was cut off; send it again from its source.',
        at,
      );
    }
    const header = readHeader(reader, at, end, false);
    if (header.tag === SEQUENCE_DELIMITER_TAG) {
      const [table, ...fragments] = items;
      return { basicOffsetTable: readTable(reader, table), fragments, next: header.valueOffset };
    }
    if (header.tag !== ITEM_TAG || header.length === UNDEFINED_LENGTH) {
      throw new DicomParseError(
        'CORRUPT',
        `${displayTag(tag)} holds ${displayTag(header.tag)} at byte ${at} where a fragment item belongs. ` +
          'The compressed data is damaged; send the file again or have its writer checked.',
        at,
      );
    }
    const next = header.valueOffset + header.length;
    if (next > end) {
      throw new DicomParseError(
        'TRUNCATED',
        `A fragment of ${displayTag(tag)} at byte ${at} claims ${header.length} bytes, ` +
          `${end - header.valueOffset} are there. The file was cut off; send it again from its source.`,
        at,
      );
    }
    items.push({ offset: header.valueOffset, length: header.length });
    at = next;
  }
}

function readTable(reader: ByteReader, table: BulkReference | undefined): number[] {
  const offsets: number[] = [];
  if (table === undefined) return offsets;
  for (let at = table.offset; at + 4 <= table.offset + table.length; at += 4) offsets.push(reader.uint32(at));
  return offsets;
}
