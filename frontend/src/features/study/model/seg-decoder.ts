import dicomParser, { type DataSet } from 'dicom-parser';

/**
 * A small decoder of segmentations: binary ones, label maps, and fractional ones where they are at least one half. It
 * refuses what it does not fully understand: an overlay is either
 * complete and at its place, or not shown with the reason. Why not the adapters package: it drops segments
 * (research/viewer.md, safety findings 1 and 2).
 */
export type SegProblem = 'compressed' | 'malformed' | 'count';

type SegType = 'BINARY' | 'FRACTIONAL' | 'LABELMAP';

export interface Segment {
  number: number;
  label: string;
}

export interface SegFrame {
  segmentNumber: number;
  sourceSopInstanceUid: string | null;
  /** One-based. */
  sourceFrame: number;
  position: readonly number[] | null;
  orientation: readonly number[] | null;
  /** One byte a pixel, 0 or 1. */
  mask: Uint8Array;
  pixels: number;
}

export interface Segmentation {
  rows: number;
  columns: number;
  segments: readonly Segment[];
  frames: readonly SegFrame[];
}

export type SegOutcome =
  | { ok: true; segmentation: Segmentation }
  | { ok: false; problem: SegProblem; stated?: number; found?: number };

const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);

function items(dataset: DataSet | undefined, tag: string): DataSet[] {
  const found = dataset?.elements[tag]?.items ?? [];
  return found.map((entry) => entry.dataSet).filter((entry) => entry !== undefined);
}

function decimals(dataset: DataSet | undefined, tag: string, length: number): number[] | null {
  const raw = dataset?.string(tag);
  if (raw === undefined) return null;
  const values = raw.split('\\').map(Number.parseFloat);
  return values.length === length && values.every(Number.isFinite) ? values : null;
}

function readText(dataset: DataSet, tag: string, utf8: boolean): string {
  const element = dataset.elements[tag];
  if (!element) return '';
  const bytes = dataset.byteArray.slice(element.dataOffset, element.dataOffset + element.length);
  return new TextDecoder(utf8 ? 'utf-8' : 'latin1').decode(Uint8Array.from(bytes)).replace(/[\0 ]+$/, '');
}

function segmentsOf(dataset: DataSet): Segment[] {
  const utf8 = /192/.test(dataset.string('x00080005') ?? '');
  return items(dataset, 'x00620002').map((entry) => ({
    number: entry.uint16('x00620004') ?? 0,
    label: readText(entry, 'x00620005', utf8),
  }));
}

/** Bits follow one another across frames without padding, the least significant first (PS3.5 8.1.1). */
export function unpackFrame(
  bytes: ArrayLike<number>,
  frame: number,
  size: number,
): { mask: Uint8Array; pixels: number } {
  const mask = new Uint8Array(size);
  let bit = frame * size;
  let pixels = 0;
  for (let index = 0; index < size; index++, bit++) {
    const value = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    mask[index] = value;
    pixels += value;
  }
  return { mask, pixels };
}

/** A pixel belongs to the segment where the frame says so; of a label map, where it has the segment's number. */
function readFrame(
  bytes: ArrayLike<number>,
  frame: number,
  size: number,
  isIn: (value: number) => boolean,
): { mask: Uint8Array; pixels: number } {
  const mask = new Uint8Array(size);
  let pixels = 0;
  for (let index = 0; index < size; index++) {
    if (!isIn(bytes[frame * size + index] ?? 0)) continue;
    mask[index] = 1;
    pixels += 1;
  }
  return { mask, pixels };
}

interface Groups {
  shared: DataSet | undefined;
  own: DataSet;
}

/** A functional group stands with the frame, or once for all of them. */
function group({ shared, own }: Groups, tag: string): DataSet | undefined {
  return items(own, tag)[0] ?? items(shared, tag)[0];
}

function framePlace(groups: Groups): Omit<SegFrame, 'segmentNumber' | 'mask' | 'pixels'> {
  const sources = items(group(groups, 'x00089124'), 'x00082112');
  const source = sources.length === 1 ? sources[0] : undefined;
  return {
    sourceSopInstanceUid: source?.string('x00081155') ?? null,
    sourceFrame: source?.intString('x00081160') ?? 1,
    position: decimals(group(groups, 'x00209113'), 'x00200032', 3),
    orientation: decimals(group(groups, 'x00209116'), 'x00200037', 6),
  };
}

function typeOf(dataset: DataSet): SegType | undefined {
  const type = dataset.string('x00620001')?.trim();
  return type === 'BINARY' || type === 'FRACTIONAL' || type === 'LABELMAP' ? type : undefined;
}

function refusal(dataset: DataSet): SegOutcome | null {
  const type = typeOf(dataset);
  if (!type) return { ok: false, problem: 'malformed' };
  const pixels = dataset.elements['x7fe00010'];
  if (!native.has(dataset.string('x00020010') ?? '') || pixels?.encapsulatedPixelData === true) {
    return { ok: false, problem: 'compressed' };
  }
  const bits = type === 'BINARY' ? 1 : 8;
  return dataset.uint16('x00280100') === bits && pixels ? null : { ok: false, problem: 'malformed' };
}

function framesOf(dataset: DataSet, size: number, segments: readonly Segment[]): SegOutcome | SegFrame[] {
  const type = typeOf(dataset) ?? 'BINARY';
  const perFrame = items(dataset, 'x52009230');
  const stated = dataset.intString('x00280008') ?? 0;
  const pixels = dataset.elements['x7fe00010'];
  const bits = type === 'BINARY' ? 1 : 8;
  const found = pixels ? Math.floor((pixels.length * 8) / (size * bits)) : 0;
  if (perFrame.length !== stated) return { ok: false, problem: 'count', stated, found: perFrame.length };
  if (!pixels || found < stated) return { ok: false, problem: 'count', stated, found };
  const bytes = dataset.byteArray.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length);
  const shared = items(dataset, 'x52009229')[0];
  const frames: SegFrame[] = [];
  for (const [index, own] of perFrame.entries()) {
    const groups = { shared, own };
    const place = framePlace(groups);
    if (type === 'LABELMAP') {
      for (const { number } of segments) {
        const read = readFrame(bytes, index, size, (value) => value === number);
        if (read.pixels > 0) frames.push({ segmentNumber: number, ...place, ...read });
      }
      continue;
    }
    const segmentNumber = group(groups, 'x0062000a')?.uint16('x0062000b');
    if (segmentNumber === undefined) return { ok: false, problem: 'malformed' };
    const half = (dataset.uint16('x0062000e') ?? 255) / 2;
    const read =
      type === 'BINARY'
        ? unpackFrame(bytes, index, size)
        : readFrame(bytes, index, size, (value) => value >= half);
    frames.push({ segmentNumber, ...place, ...read });
  }
  return frames;
}

function decode(bytes: Uint8Array): SegOutcome {
  const dataset = dicomParser.parseDicom(bytes);
  const refused = refusal(dataset);
  if (refused) return refused;
  const rows = dataset.uint16('x00280010') ?? 0;
  const columns = dataset.uint16('x00280011') ?? 0;
  const segments = segmentsOf(dataset);
  if (rows === 0 || columns === 0 || segments.length === 0) return { ok: false, problem: 'malformed' };
  const frames = framesOf(dataset, rows * columns, segments);
  if (!Array.isArray(frames)) return frames;
  const known = new Set(segments.map((segment) => segment.number));
  if (frames.some((frame) => !known.has(frame.segmentNumber))) return { ok: false, problem: 'malformed' };
  return { ok: true, segmentation: { rows, columns, segments, frames } };
}

/** Decodes a SEG object given as a Part 10 file. Never throws. */
export function decodeSeg(bytes: Uint8Array): SegOutcome {
  try {
    return decode(bytes);
  } catch {
    return { ok: false, problem: 'malformed' };
  }
}
