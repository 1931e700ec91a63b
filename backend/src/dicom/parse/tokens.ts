/** Element headers as they lie in the bytes (PS3.5 section 7.1). */
import { displayTag } from '../dictionary/dictionary.js';
import type { ByteReader } from './byte-source.js';
import { DicomParseError } from './dicom-parse-error.js';

/** Length field of a sequence, item or encapsulated Pixel Data that ends at a delimiter. */
export const UNDEFINED_LENGTH = 0xffffffff;
export const ITEM_TAG = 0xfffee000;
export const ITEM_DELIMITER_TAG = 0xfffee00d;
export const SEQUENCE_DELIMITER_TAG = 0xfffee0dd;

/** VRs with two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const SHORT_VRS = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));

/** True for a VR with a 32-bit length in Explicit VR. */
export function hasLongLength(vr: string): boolean {
  return LONG_VRS.has(vr);
}

/** One element header. `valueOffset` is its first value byte. */
export interface ElementHeader {
  readonly tag: number;
  /** VR as written; undefined in implicit VR, for items, and where the two letters are no VR. */
  readonly vr: string | undefined;
  readonly length: number;
  readonly offset: number;
  readonly valueOffset: number;
}

/** True for the two letters of a VR of PS3.5 6.2. */
export function isKnownVr(vr: string): boolean {
  return SHORT_VRS.has(vr) || LONG_VRS.has(vr);
}

/**
 * Reads the element header at `offset`.
 * @throws DicomParseError TRUNCATED where fewer bytes than a header are left before `end`
 */
export function readHeader(
  reader: ByteReader,
  offset: number,
  end: number,
  explicitVR: boolean,
): ElementHeader {
  if (offset + 8 > end) {
    throw new DicomParseError(
      'TRUNCATED',
      `The data ends in the middle of an element header at byte ${offset}: ${end - offset} of at least 8 bytes ` +
        'are there. The file was cut off; send it again from its source.',
      offset,
    );
  }
  const tag = reader.tag(offset);
  if (!explicitVR || tag >>> 16 === 0xfffe) {
    return { tag, vr: undefined, length: reader.uint32(offset + 4), offset, valueOffset: offset + 8 };
  }
  const vr = vrAt(reader, offset + 4);
  if (SHORT_VRS.has(vr)) {
    return { tag, vr, length: reader.uint16(offset + 6), offset, valueOffset: offset + 8 };
  }
  if (LONG_VRS.has(vr)) return longHeader(reader, tag, vr, offset, end);
  return headerWithBadVr(reader, tag, offset, end);
}

function longHeader(
  reader: ByteReader,
  tag: number,
  vr: string | undefined,
  offset: number,
  end: number,
): ElementHeader {
  if (offset + 12 > end) {
    throw new DicomParseError(
      'TRUNCATED',
      `The data ends in the header of ${displayTag(tag)} at byte ${offset}. ` +
        'The file was cut off; send it again from its source.',
      offset,
    );
  }
  return { tag, vr, length: reader.uint32(offset + 8), offset, valueOffset: offset + 12 };
}

/**
 * The two bytes after the tag are no VR of the standard. Three writers are known: one that leaves implicit
 * VR elements in an explicit dataset, one of a VR made after this table (32-bit length, PS3.5 6.2), and one
 * that wrote rubbish over the letters of a short VR. The first reading whose length fits is taken.
 */
function headerWithBadVr(reader: ByteReader, tag: number, offset: number, end: number): ElementHeader {
  const letters = isUpper(reader.byte(offset + 4)) && isUpper(reader.byte(offset + 5));
  if (letters && offset + 12 <= end && reader.uint16(offset + 6) === 0) {
    const long = longHeader(reader, tag, undefined, offset, end);
    if (fits(long, end)) return long;
  }
  const short: ElementHeader = {
    tag,
    vr: undefined,
    length: reader.uint16(offset + 6),
    offset,
    valueOffset: offset + 8,
  };
  if (letters) return short;
  const implicit: ElementHeader = { ...short, length: reader.uint32(offset + 4) };
  return fits(implicit, end) ? implicit : short;
}

function fits(header: ElementHeader, end: number): boolean {
  return header.length === UNDEFINED_LENGTH || header.valueOffset + header.length <= end;
}

function isUpper(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

const vrNames = new Map<number, string>();

/** The two characters at `offset`, from a small cache: this runs once per element. */
export function vrAt(reader: ByteReader, offset: number): string {
  const code = (reader.byte(offset) << 8) | reader.byte(offset + 1);
  let vr = vrNames.get(code);
  if (vr === undefined) {
    vr = String.fromCharCode(code >>> 8, code & 0xff);
    vrNames.set(code, vr);
  }
  return vr;
}
