/** Frames that are stored without compression (PS3.5 8.1, 8.2). */
import type { FrameShape } from '../parse/frame-shape.js';
import { nativeFrameBits } from '../parse/frame-shape.js';
import type { ParsedInstance, PixelDataLocation } from '../parse/parsed-instance.js';
import { DicomDecodeError } from './dicom-decode-error.js';

/** Bytes of a native frame in little endian order; with single bits, where in the first byte it begins. */
export interface NativeFrame {
  readonly bytes: Buffer;
  readonly firstBit: number;
}

/**
 * Cuts a frame out of native pixel data and puts it into little endian order.
 * @throws DicomDecodeError CORRUPT_FRAME where the frame runs past the pixel data
 */
export function nativeFrame(
  content: Buffer,
  parsed: ParsedInstance,
  pixelData: PixelDataLocation,
  shape: FrameShape,
  frameIndex: number,
): NativeFrame {
  const bits = nativeFrameBits(shape);
  const startBit = bits * frameIndex;
  const endByte = Math.ceil((startBit + bits) / 8);
  if (endByte > pixelData.length) {
    throw new DicomDecodeError(
      'CORRUPT_FRAME',
      `Frame ${frameIndex + 1} runs past the end of the pixel data.`,
    );
  }
  const startByte = Math.floor(startBit / 8);
  const stored = content.subarray(pixelData.offset, pixelData.offset + pixelData.length);
  const firstBit = startBit % 8;
  if (parsed.encoding.littleEndian) return { bytes: stored.subarray(startByte, endByte), firstBit };
  return { bytes: turned(stored, startByte, endByte, shape.bitsAllocated, pixelData.vr), firstBit };
}

/** Big endian turns words of the size of the sample; in OW, bytes and bits also lie in 16-bit words. */
function turned(stored: Buffer, start: number, end: number, bitsAllocated: number, vr: string): Buffer {
  const wordSize = bitsAllocated > 8 ? bitsAllocated / 8 : vr === 'OW' ? 2 : 1;
  if (wordSize === 1) return stored.subarray(start, end);
  const from = start - (start % wordSize);
  const copy = Buffer.alloc(Math.ceil((end - from) / wordSize) * wordSize);
  stored.copy(copy, 0, from, Math.min(from + copy.length, stored.length));
  if (wordSize === 2) copy.swap16();
  else if (wordSize === 4) copy.swap32();
  else copy.swap64();
  return copy.subarray(start - from, end - from);
}
