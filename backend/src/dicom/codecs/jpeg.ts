/** JPEG (ITU-T T.81) in all the processes that DICOM uses. */
import type { FrameShape } from '../parse/frame-shape.js';
import type { CodestreamInfo } from './codestream.js';
import type { RawFrame } from './raw-frame.js';
import { decodeJpegNatively } from './jpeg-native.js';
import { unsignedSamples } from './samples.js';
import { decodeWithWasm } from './wasm-codecs.js';

/** Start-of-frame 3: lossless, Huffman. */
const LOSSLESS = 3;

/**
 * An Adobe APP14 segment that declares "no colour transform". Without one (and without JFIF) libjpeg takes three
 * components for YCbCr, which is wrong where the dataset says that RGB was compressed as it is.
 */
const APP14_NO_TRANSFORM = Buffer.from([
  0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0,
]);

/**
 * Decodes a JPEG frame.
 * @throws DicomDecodeError CORRUPT_FRAME
 */
export async function decodeJpegFrame(
  frame: Buffer,
  info: CodestreamInfo,
  shape: FrameShape,
): Promise<RawFrame> {
  const { bitsStored } = shape;
  if (info.startOfFrame === LOSSLESS || info.precision > 8) {
    const bytes = await decodeJpegNatively(frame, info, shape);
    return { samples: unsignedSamples(bytes, info.precision > 8 ? 2 : 1), planar: false, bitsStored };
  }
  const storedAsRgb =
    info.components === 3 && info.colourTransform === undefined && shape.photometricInterpretation === 'RGB';
  const stream = storedAsRgb
    ? Buffer.concat([frame.subarray(0, 2), APP14_NO_TRANSFORM, frame.subarray(2)])
    : frame;
  const decoded = await decodeWithWasm('JPEG', stream);
  return {
    samples: unsignedSamples(decoded.bytes, 1),
    planar: false,
    bitsStored,
    ...(info.components === 3 ? { photometricInterpretation: 'RGB' } : {}),
  };
}
