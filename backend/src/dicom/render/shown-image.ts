/** A frame as it is shown on an ordinary screen: 8 bits, grey or RGB. */
import type { InstanceBytes } from '../parse/byte-source.js';
import { decodeFrame, type DecodedFrame } from '../codecs/decode-frame.js';
import { DicomDecodeError } from '../codecs/dicom-decode-error.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import { greyImage } from '../pixels/grey-image.js';
import type { VoiTransform } from '../pixels/voi.js';
import { applyPalette, readPalette } from './palette.js';

export interface ShownImage {
  rows: number;
  columns: number;
  /** 1: grey, 0 is black. 3: red, green and blue of each pixel together. */
  channels: 1 | 3;
  samples: Uint8Array;
}

/**
 * Decodes and renders a frame: window or VOI table of the header, else the range of the values, for grey; the palette
 * for palette colour; RGB as it is.
 * @param frameIndex from 0
 * @param voi in modality values, instead of what the header says; colour has none
 * @throws DicomDecodeError
 */
export async function shownImage(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frameIndex = 0,
  voi?: VoiTransform,
): Promise<ShownImage> {
  const frame = await decodeFrame(bytes, parsed, frameIndex);
  const { rows, columns } = frame;
  if (frame.photometricInterpretation === 'PALETTE COLOR') {
    return { rows, columns, channels: 3, samples: applyPalette(frame.pixels, readPalette(bytes, parsed)) };
  }
  if (frame.samplesPerPixel === 1) {
    const samples = greyImage(bytes, parsed, frame, { frameIndex, ...(voi && { voi }) });
    return { rows, columns, channels: 1, samples };
  }
  if (frame.samplesPerPixel === 3) return { rows, columns, channels: 3, samples: eightBits(frame) };
  throw new DicomDecodeError(
    'UNSUPPORTED_PIXEL_FORMAT',
    `Pixels of ${frame.samplesPerPixel} samples cannot be rendered.`,
  );
}

function eightBits({ pixels, bitsStored }: DecodedFrame): Uint8Array {
  if (pixels instanceof Uint8Array && bitsStored === 8) return pixels;
  const top = 2 ** bitsStored - 1;
  const out = new Uint8Array(pixels.length);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.round(((pixels[i] ?? 0) / top) * 255);
  return out;
}
