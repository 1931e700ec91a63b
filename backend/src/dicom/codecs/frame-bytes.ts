/** Frames as the octet streams that WADO-RS hands out (PS3.18 section 10.4.1.1.6). */
import type { InstanceBytes } from '../parse/byte-source.js';
import { packBits } from '../encode/bit-packing.js';
import { TRANSFER_SYNTAX } from '../dictionary/transfer-syntax.js';
import { readFrameShape, type FrameShape } from '../parse/frame-shape.js';
import { contentOf, type ParsedInstance, type PixelDataLocation } from '../parse/parsed-instance.js';
import { readJpeg2000Header } from './codestream.js';
import { decodeFrame } from './decode-frame.js';
import { DicomDecodeError } from './dicom-decode-error.js';
import { encapsulatedFrame, requireFrameIndex } from './frames.js';
import { nativeFrame } from './native.js';
import { unpackBits } from './samples.js';

export interface FrameBytes {
  transferSyntaxUid: string;
  bytes: Uint8Array;
}

/** `readable`: as stored, except where viewers would misread what is stored. */
export type FrameSyntax = 'stored' | 'readable' | 'decoded';

const JPEG_2000 = '1.2.840.10008.1.2.4.9';

/**
 * A frame as stored: compressed bytes as they are, native samples in little endian order with colour and planes as
 * the header says. With `decoded`, compressed samples as `decodeFrame` gives them.
 * @param frameIndex from 0
 * @throws DicomDecodeError
 */
export async function frameBytes(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frameIndex: number,
  syntax: FrameSyntax,
): Promise<FrameBytes> {
  const { pixelData } = parsed;
  const shape = readFrameShape(parsed.dataset);
  if (!pixelData || !shape) throw new DicomDecodeError('NO_PIXEL_DATA', 'The instance has no pixels.');
  const transferSyntaxUid = TRANSFER_SYNTAX.ExplicitVRLittleEndian;
  if (!pixelData.encapsulated) {
    requireFrameIndex(parsed, frameIndex);
    return { transferSyntaxUid, bytes: nativeBytes(bytes, parsed, pixelData, shape, frameIndex) };
  }
  if (syntax !== 'decoded') {
    const stored = encapsulatedFrame(bytes, parsed, frameIndex);
    if (syntax === 'stored' || !hidesItsSign(stored, parsed, shape))
      return { transferSyntaxUid: parsed.transferSyntaxUid, bytes: stored };
  }
  const { pixels } = await decodeFrame(bytes, parsed, frameIndex);
  return { transferSyntaxUid, bytes: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength) };
}

/**
 * Signed pixels in a JPEG 2000 codestream that calls them unsigned (PS3.5 section A.4.4 has them agree). Where all 16 bits
 * are stored, viewers that believe the codestream show air as bright as metal.
 */
function hidesItsSign(frame: Buffer, parsed: ParsedInstance, shape: FrameShape): boolean {
  if (!parsed.transferSyntaxUid.startsWith(JPEG_2000) || shape.pixelRepresentation !== 1) return false;
  return readJpeg2000Header(frame)?.signed === false;
}

/** Single bits of a frame need not begin with a byte where they are stored; here they do. */
function nativeBytes(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  pixelData: PixelDataLocation,
  shape: FrameShape,
  frameIndex: number,
): Uint8Array {
  const frame = nativeFrame(contentOf(bytes, parsed), parsed, pixelData, shape, frameIndex);
  if (shape.bitsAllocated !== 1 || frame.firstBit === 0) return frame.bytes;
  const samples = shape.rows * shape.columns * shape.samplesPerPixel;
  return packBits([unpackBits(frame.bytes, frame.firstBit, samples)]);
}
