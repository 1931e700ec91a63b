/** Element values to the DICOM JSON model (PS3.18 F.2). */
import { formatTag } from '../dictionary/dictionary.js';
import type { DicomJsonElement, DicomJsonPersonName, DicomJsonValue } from '../json/dicom-json.js';
import { formatBulkReference } from './bulk-reference.js';
import type { CharsetDecoder } from './charset.js';
import type { ByteReader } from './byte-source.js';

/** Binary values above this many bytes stay in the file. */
export const MAX_INLINE_BINARY = 1024;
/** Text values above this many bytes stay in the file. */
export const MAX_INLINE_TEXT = 64 * 1024;

const ENCODED_TEXT = new Set(['SH', 'LO', 'ST', 'LT', 'UC', 'UT']);
const SINGLE_TEXT = new Set(['ST', 'LT', 'UT', 'UR']);
/** Leading spaces mean nothing in these (PS3.5 Table 6.2-1). */
const TRIMMED_BOTH_ENDS = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'SH', 'TM', 'UI']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

type NumberReader = (bytes: Buffer, offset: number, littleEndian: boolean) => number | bigint;

const NUMERIC: Readonly<Record<string, { size: number; read: NumberReader }>> = {
  US: { size: 2, read: (b, o, le) => (le ? b.readUInt16LE(o) : b.readUInt16BE(o)) },
  SS: { size: 2, read: (b, o, le) => (le ? b.readInt16LE(o) : b.readInt16BE(o)) },
  UL: { size: 4, read: (b, o, le) => (le ? b.readUInt32LE(o) : b.readUInt32BE(o)) },
  SL: { size: 4, read: (b, o, le) => (le ? b.readInt32LE(o) : b.readInt32BE(o)) },
  FL: { size: 4, read: (b, o, le) => (le ? b.readFloatLE(o) : b.readFloatBE(o)) },
  FD: { size: 8, read: (b, o, le) => (le ? b.readDoubleLE(o) : b.readDoubleBE(o)) },
  UV: { size: 8, read: (b, o, le) => (le ? b.readBigUInt64LE(o) : b.readBigUInt64BE(o)) },
  SV: { size: 8, read: (b, o, le) => (le ? b.readBigInt64LE(o) : b.readBigInt64BE(o)) },
};

/** Size in bytes of the words that byte order turns round, for the binary VRs; 1 for bytes. */
const WORD_SIZE: Readonly<Record<string, 1 | 2 | 4 | 8>> = {
  OW: 2,
  US: 2,
  SS: 2,
  OF: 4,
  OL: 4,
  FL: 4,
  UL: 4,
  SL: 4,
  OD: 8,
  OV: 8,
  FD: 8,
  UV: 8,
  SV: 8,
};

/** One value field: `length` bytes at `offset`, all of them inside the data. */
export interface ValueField {
  readonly vr: string;
  readonly offset: number;
  readonly length: number;
}

/** Reads a value field that is no sequence. */
export function readValue(reader: ByteReader, charset: CharsetDecoder, field: ValueField): DicomJsonElement {
  const { vr, offset, length } = field;
  if (length === 0) return { vr };
  const numeric = NUMERIC[vr];
  if (numeric !== undefined) {
    if (length > MAX_INLINE_BINARY) return bulk(field);
    return withValues(vr, readNumbers(reader, field, numeric.size, numeric.read));
  }
  if (vr === 'AT') return length > MAX_INLINE_BINARY ? bulk(field) : withValues(vr, readTags(reader, field));
  if (isBinaryVr(vr)) {
    if (length > MAX_INLINE_BINARY) return bulk(field);
    return { vr, InlineBinary: littleEndianBytes(reader, field).toString('base64') };
  }
  if (length > MAX_INLINE_TEXT) return bulk(field);
  const bytes = reader.bytes(offset, offset + length);
  if (vr === 'PN') return withValues(vr, readPersonNames(charset.decode(bytes, '\\^=')));
  const text = ENCODED_TEXT.has(vr) ? charset.decode(bytes, '\\') : bytes.toString('latin1');
  return withValues(vr, readTexts(vr, text));
}

/** True for OB, OD, OF, OL, OV, OW and UN, whose values are bytes in the JSON model. */
export function isBinaryVr(vr: string): boolean {
  return vr === 'UN' || (vr.length === 2 && vr.startsWith('O'));
}

/** A value that stays in the file. */
export function bulk({ vr, offset, length }: ValueField): DicomJsonElement {
  return { vr, BulkDataURI: formatBulkReference({ offset, length }) };
}

/** The bytes of a value in little endian order: a view of the data, a copy where words had to be turned. */
export function littleEndianBytes(reader: ByteReader, { vr, offset, length }: ValueField): Buffer {
  return inLittleEndian(reader.bytes(offset, offset + length), vr, reader.littleEndian);
}

/** Words of a VR put into little endian order: the bytes themselves, a copy where they had to be turned. */
export function inLittleEndian(bytes: Buffer, vr: string, littleEndian: boolean): Buffer {
  const size = WORD_SIZE[vr] ?? 1;
  if (littleEndian || size === 1 || bytes.length % size !== 0) return bytes;
  const copy = Buffer.from(bytes);
  if (size === 2) copy.swap16();
  else if (size === 4) copy.swap32();
  else copy.swap64();
  return copy;
}

function withValues(vr: string, values: DicomJsonValue[]): DicomJsonElement {
  return values.every((value) => value === null) && values.length <= 1 ? { vr } : { vr, Value: values };
}

function readNumbers(
  reader: ByteReader,
  { offset, length }: ValueField,
  size: number,
  read: NumberReader,
): DicomJsonValue[] {
  const bytes = reader.bytes(offset, offset + length);
  const values: DicomJsonValue[] = [];
  for (let at = 0; at + size <= length; at += size) {
    values.push(jsonNumber(read(bytes, at, reader.littleEndian)));
  }
  return values;
}

/** JSON has no NaN and no infinity, and 64-bit integers lose digits: those become text (PS3.18 F.2.2). */
function jsonNumber(value: number | bigint): number | string {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
}

function readTags(reader: ByteReader, { offset, length }: ValueField): DicomJsonValue[] {
  const values: DicomJsonValue[] = [];
  for (let at = offset; at + 4 <= offset + length; at += 4) values.push(formatTag(reader.tag(at)));
  return values;
}

function readTexts(vr: string, text: string): DicomJsonValue[] {
  const components = SINGLE_TEXT.has(vr) ? [text] : text.split('\\');
  return components.map((component) => {
    const trimmed = TRIMMED_BOTH_ENDS.has(vr) ? trimEnd(component).trimStart() : trimEnd(component);
    if (trimmed === '') return null;
    return vr === 'IS' || vr === 'DS' ? numberOrText(trimmed) : trimmed;
  });
}

/** Malformed decimal and integer strings are kept as they were written rather than lost. */
function numberOrText(text: string): number | string {
  const value = Number(text);
  return NUMBER.test(text) && Number.isFinite(value) ? value : text;
}

function readPersonNames(text: string): DicomJsonValue[] {
  return text.split('\\').map((name) => {
    const [alphabetic = '', ideographic = '', phonetic = ''] = name.split('=').map(trimEnd);
    const value: DicomJsonPersonName = {};
    if (alphabetic !== '') value.Alphabetic = alphabetic;
    if (ideographic !== '') value.Ideographic = ideographic;
    if (phonetic !== '') value.Phonetic = phonetic;
    return Object.keys(value).length === 0 ? null : value;
  });
}

/** Drops the padding of PS3.5 6.2: spaces, and NULs that some writers use for them. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
