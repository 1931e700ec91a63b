/** A plain writer of DICOM bytes for specs: writes what it is told, wrong things included. */
import { entryOfKeyword } from '../dictionary/dictionary.js';

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** One element to write. `length` overrides the true length of the value. */
export interface TestElement {
  readonly tag: number;
  readonly vr: string;
  readonly value: Buffer;
  readonly length?: number;
}

/** How to write. */
export interface TestLayout {
  readonly explicitVR: boolean;
  readonly littleEndian: boolean;
}

export const EXPLICIT_LE: TestLayout = { explicitVR: true, littleEndian: true };
export const IMPLICIT_LE: TestLayout = { explicitVR: false, littleEndian: true };
export const EXPLICIT_BE: TestLayout = { explicitVR: true, littleEndian: false };

/** A text element by keyword, padded to even length. */
export function text(keyword: string, value: string | Buffer): TestElement {
  const entry = entryOfKeyword(keyword);
  if (entry === undefined) throw new RangeError(keyword);
  const raw = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const pad = Buffer.from(entry.vr === 'UI' ? '\0' : ' ');
  return { tag: entry.tag, vr: entry.vr, value: raw.length % 2 === 0 ? raw : Buffer.concat([raw, pad]) };
}

/** US values by keyword. */
export function us(keyword: string, values: readonly number[], layout = EXPLICIT_LE): TestElement {
  const entry = entryOfKeyword(keyword);
  if (entry === undefined) throw new RangeError(keyword);
  return { tag: entry.tag, vr: 'US', value: Buffer.concat(values.map((value) => u16(value, layout))) };
}

/** The bytes of an element. */
export function element(
  { tag, vr, value, length = value.length }: TestElement,
  layout = EXPLICIT_LE,
): Buffer {
  const head = Buffer.concat([u16(tag >>> 16, layout), u16(tag & 0xffff, layout)]);
  if (!layout.explicitVR || tag >>> 16 === 0xfffe) return Buffer.concat([head, u32(length, layout), value]);
  const letters = Buffer.from(vr, 'latin1');
  if (LONG.has(vr)) return Buffer.concat([head, letters, Buffer.alloc(2), u32(length, layout), value]);
  return Buffer.concat([head, letters, u16(length, layout), value]);
}

/** A sequence item of defined length. */
export function item(content: Buffer, layout = EXPLICIT_LE): Buffer {
  return element({ tag: 0xfffee000, vr: '', value: content }, layout);
}

/** The elements one after the other. */
export function dataset(elements: readonly TestElement[], layout = EXPLICIT_LE): Buffer {
  return Buffer.concat(elements.map((one) => element(one, layout)));
}

/** A file: preamble, meta group and dataset. */
export function part10(content: Buffer, transferSyntaxUid = '1.2.840.10008.1.2.1'): Buffer {
  const meta = dataset([text('TransferSyntaxUID', transferSyntaxUid)]);
  const length = element({ tag: 0x00020000, vr: 'UL', value: u32(meta.length, EXPLICIT_LE) });
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta, content]);
}

/** The four UIDs that every instance needs. */
export const UIDS: readonly TestElement[] = [
  text('SOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
  text('SOPInstanceUID', '1.2.3.4'),
  text('StudyInstanceUID', '1.2.3'),
  text('SeriesInstanceUID', '1.2.3.1'),
];

/** A grey image of 16-bit samples. */
export function greyPixels(
  rows: number,
  columns: number,
  samples: readonly number[],
  more: readonly TestElement[] = [],
  layout = EXPLICIT_LE,
): TestElement[] {
  return [
    us('SamplesPerPixel', [1], layout),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    us('Rows', [rows], layout),
    us('Columns', [columns], layout),
    us('BitsAllocated', [16], layout),
    us('BitsStored', [16], layout),
    us('HighBit', [15], layout),
    us('PixelRepresentation', [0], layout),
    ...more,
    { tag: 0x7fe00010, vr: 'OW', value: Buffer.concat(samples.map((sample) => u16(sample, layout))) },
  ];
}

/** 16 bits in the byte order of the layout. */
export function u16(value: number, layout: TestLayout): Buffer {
  const out = Buffer.alloc(2);
  if (layout.littleEndian) out.writeUInt16LE(value & 0xffff);
  else out.writeUInt16BE(value & 0xffff);
  return out;
}

/** 32 bits in the byte order of the layout. */
export function u32(value: number, layout: TestLayout): Buffer {
  const out = Buffer.alloc(4);
  if (layout.littleEndian) out.writeUInt32LE(value >>> 0);
  else out.writeUInt32BE(value >>> 0);
  return out;
}
