/** The whole grey pipeline of a frame: modality, VOI, polarity (PS3.4 N.2.1). */
import type { InstanceBytes } from '../parse/byte-source.js';
import type { DecodedFrame } from '../codecs/decode-frame.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import { modalityLut, readModalityTransform } from './modality-lut.js';
import { applyVoi, invert, isInverted, readVoi, type VoiTransform } from './voi.js';

/** What may be chosen instead of what the header says. */
export interface GreyImageOptions {
  readonly frameIndex?: number;
  /** In modality values (Hounsfield units for CT). Default: the first of the header, else the range of the values. */
  readonly voi?: VoiTransform;
}

/**
 * A grey frame as 8-bit values, 0 black and 255 white whatever the photometric interpretation.
 * @throws RangeError for a frame of more than one sample per pixel
 */
export function greyImage(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frame: DecodedFrame,
  options: GreyImageOptions = {},
): Uint8Array {
  if (frame.samplesPerPixel !== 1) {
    throw new RangeError(`A grey image has one sample per pixel, this frame has ${frame.samplesPerPixel}`);
  }
  const frameIndex = options.frameIndex ?? 0;
  const values = modalityLut(frame.pixels, readModalityTransform(bytes, parsed, frameIndex));
  const voi = options.voi ?? readVoi(bytes, parsed, frameIndex) ?? fullRange(values);
  const shown = applyVoi(values, voi);
  if (isInverted(parsed.dataset)) invert(shown);
  return Uint8Array.from(shown, Math.round);
}

/** A window over all finite values. */
export function fullRange(values: Float32Array): VoiTransform {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!Number.isFinite(min) || !Number.isFinite(max)) return fullRange(Float32Array.of(0, 1));
  return {
    kind: 'window',
    center: (min + max) / 2,
    width: Math.max(max - min, 1e-6),
    function: 'LINEAR_EXACT',
  };
}
