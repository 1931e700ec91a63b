/** Frames that are stored without compression (PS3.5 8.1, 8.2). */
import type { ByteSource } from '../parse/byte-source.js';
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
  content: ByteSource,
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
  const firstBit = startBit % 8;
  const stored = (start: number, end: number): Buffer =>
    content.read(pixelData.offset + start, pixelData.offset + Math.min(end, pixelData.length));
  if (parsed.encoding.littleEndian) return { bytes: stored(startByte, endByte), firstBit };
  const wordSize = wordSizeOf(shape.bitsAllocated, pixelData.vr);
  return { bytes: turned(stored, startByte, endByte, wordSize), firstBit };
}

/** Big endian turns words of the size of the sample; in OW, bytes and bits also lie in 16-bit words. */
function wordSizeOf(bitsAllocated: number, vr: string): number {
  return bitsAllocated > 8 ? bitsAllocated / 8 : vr === 'OW' ? 2 : 1;
}

function turned(
  stored: (start: number, end: number) => Buffer,
  start: number,
  end: number,
  wordSize: number,
): Buffer {
  if (wordSize === 1) return stored(start, end);
  const from = start - (start % wordSize);
  const copy = Buffer.alloc(Math.ceil((end - from) / wordSize) * wordSize);
  stored(from, from + copy.length).copy(copy);
  if (wordSize === 2) copy.swap16();
  else if (wordSize === 4) copy.swap32();
  else copy.swap64();
  return copy.subarray(start - from, end - from);
}
