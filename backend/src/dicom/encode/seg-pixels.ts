/** Pixels of a segmentation in each of the three encodings (PS3.3 C.8.20.2). */
import { packBits } from './bit-packing.js';
import type { Attributes } from './dataset.js';
import type { SegEncoding } from './seg-encoding.js';
import type { SegFrame } from './seg-frames.js';
import type { SourceFrame } from './seg-source.js';

export type { SegEncoding } from './seg-encoding.js';

const MOST = 255;

/** What the Segmentation Image Module says of the pixels. */
export function pixelModule(encoding: SegEncoding, frames: readonly SegFrame[]): Attributes {
  const bits = encoding === 'binary' ? 1 : 8;
  return {
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    SegmentationType: encoding.toUpperCase(),
    ...(encoding === 'fractional'
      ? { SegmentationFractionalType: 'PROBABILITY', MaximumFractionalValue: MOST }
      : {}),
    // What no segment covers (Supplement 243).
    ...(encoding === 'labelmap' ? { PixelPaddingValue: 0 } : {}),
    SegmentsOverlap: encoding !== 'labelmap' && segmentsOverlap(frames) ? 'YES' : 'NO',
  };
}

export function pixelsOf(encoding: SegEncoding, frames: readonly SegFrame[]): Uint8Array {
  const masks = frames.map((frame) => frame.mask);
  if (encoding === 'binary') return packBits(masks);
  const length = masks.reduce((sum, mask) => sum + mask.length, 0);
  // The value of Pixel Data has an even length (PS3.5 section 7.1.1).
  const bytes = new Uint8Array(length + (length % 2));
  let offset = 0;
  for (const mask of masks) {
    bytes.set(mask, offset);
    offset += mask.length;
  }
  return bytes;
}

/** All segments on a source frame as one frame whose pixels are segment numbers; the first segment wins a pixel. */
export function labelFrames(frames: readonly SegFrame[]): SegFrame[] {
  const merged = new Map<SourceFrame, { numbers: Set<number>; mask: Uint8Array }>();
  for (const { segments, source, mask } of frames) {
    const number = segments[0] ?? 0;
    if (number > MOST) throw new TypeError(`A label map of eight bits has no place for segment ${number}`);
    const label = merged.get(source) ?? { numbers: new Set(), mask: new Uint8Array(mask.length) };
    merged.set(source, label);
    for (const [pixel, value] of mask.entries()) {
      if (value === 0 || label.mask[pixel] !== 0) continue;
      label.mask[pixel] = number;
      label.numbers.add(number);
    }
  }
  return [...merged].map(([source, { numbers, mask }]) => ({ segments: [...numbers], source, mask }));
}

/** Whether two segments share a pixel of a source frame. */
function segmentsOverlap(frames: readonly SegFrame[]): boolean {
  const taken = new Map<SourceFrame, Uint8Array>();
  for (const { source, mask } of frames) {
    const before = taken.get(source);
    if (before === undefined) {
      taken.set(source, Uint8Array.from(mask));
      continue;
    }
    for (let pixel = 0; pixel < mask.length; pixel += 1) {
      if (mask[pixel] === 0) continue;
      if (before[pixel] !== 0) return true;
      before[pixel] = 1;
    }
  }
  return false;
}
