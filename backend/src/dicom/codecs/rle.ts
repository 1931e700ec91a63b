/** RLE Lossless (PS3.5 Annex G): byte planes, each packed with PackBits. */
import { DicomDecodeError } from './dicom-decode-error.js';

const HEADER = 64;
const MAX_SEGMENTS = 15;

/** What a frame must decode to. */
export interface RleShape {
  /** Pixels (or, with one bit allocated, packed bytes) in each segment. */
  readonly pixels: number;
  readonly samplesPerPixel: number;
  readonly bytesPerSample: number;
}

/**
 * Decodes a frame to interleaved little endian samples.
 * @throws DicomDecodeError CORRUPT_FRAME where the segments are not those that the shape needs
 */
export function decodeRle(frame: Buffer, shape: RleShape): Uint8Array {
  const { pixels, samplesPerPixel, bytesPerSample } = shape;
  const needed = samplesPerPixel * bytesPerSample;
  const count = frame.length >= HEADER ? frame.readUInt32LE(0) : 0;
  if (count !== needed || count > MAX_SEGMENTS) {
    throw new DicomDecodeError(
      'CORRUPT_FRAME',
      `The RLE frame has ${count} segments, its header needs ${needed}.`,
    );
  }
  const out = new Uint8Array(pixels * needed);
  for (let segment = 0; segment < count; segment += 1) {
    const start = frame.readUInt32LE(4 + 4 * segment);
    const end = segment + 1 < count ? frame.readUInt32LE(8 + 4 * segment) : frame.length;
    if (start < HEADER || end > frame.length || start > end) {
      throw new DicomDecodeError('CORRUPT_FRAME', `RLE segment ${segment + 1} lies outside the frame.`);
    }
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    const written = unpack(frame.subarray(start, end), out, sample * bytesPerSample + byte, needed, pixels);
    if (written < pixels) {
      throw new DicomDecodeError(
        'CORRUPT_FRAME',
        `RLE segment ${segment + 1} gives ${written} of ${pixels} bytes: the frame was cut off.`,
      );
    }
  }
  return out;
}

/** PackBits into every `stride`-th byte of `out`; gives the number of bytes written, at most `limit`. */
function unpack(packed: Buffer, out: Uint8Array, first: number, stride: number, limit: number): number {
  let at = 0;
  let written = 0;
  while (at < packed.length && written < limit) {
    const control = packed[at] ?? 0;
    at += 1;
    if (control === 128) continue;
    if (control > 128) {
      const value = packed[at] ?? 0;
      at += 1;
      const end = Math.min(limit, written + 257 - control);
      for (; written < end; written += 1) out[first + written * stride] = value;
    } else {
      const end = Math.min(limit, written + control + 1, written + packed.length - at);
      for (; written < end; written += 1, at += 1) out[first + written * stride] = packed[at] ?? 0;
      if (at >= packed.length) break;
    }
  }
  return written;
}
