/** JPEG of more than 8 bits and lossless JPEG: the IJG codecs that dcmjs-codecs carries. */
import dcmjsCodecs from 'dcmjs-codecs';
import { DicomDecodeError } from './dicom-decode-error.js';
import type { FrameShape } from '../parse/frame-shape.js';
import type { CodestreamInfo } from './codestream.js';

const { Context, NativeCodecs } = dcmjsCodecs;
let initialized: Promise<void> | undefined;

/**
 * Decodes to interleaved little endian samples of the width that `bitsAllocated` says; colour stays as stored.
 * @throws DicomDecodeError CORRUPT_FRAME
 */
export async function decodeJpegNatively(
  codestream: Uint8Array,
  info: CodestreamInfo,
  shape: FrameShape,
): Promise<Uint8Array> {
  initialized ??= NativeCodecs.initializeAsync();
  await initialized;
  try {
    const context = new Context({
      width: info.width,
      height: info.height,
      bitsAllocated: info.precision > 8 ? 16 : 8,
      bitsStored: info.precision,
      samplesPerPixel: info.components,
      pixelRepresentation: shape.pixelRepresentation,
      planarConfiguration: 0,
      photometricInterpretation: info.components === 3 ? 'RGB' : 'MONOCHROME2',
      encodedBuffer: codestream,
    });
    const decoded = NativeCodecs.decodeJpeg(context, { convertColorspaceToRgb: false }).getDecodedBuffer();
    if (decoded === undefined) throw new RangeError('no samples came out');
    return decoded;
  } catch (cause) {
    initialized = undefined;
    NativeCodecs.release();
    throw new DicomDecodeError('CORRUPT_FRAME', 'The JPEG decoder gave up on the frame.', { cause });
  }
}
