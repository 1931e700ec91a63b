/** The whole grey pipeline of a frame: modality, VOI, polarity (PS3.4 N.2.1). */
import type { InstanceBytes } from '../parse/byte-source.js';
import type { DecodedFrame } from '../codecs/decode-frame.js';
import type { PixelArray } from '../codecs/samples.js';
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
  const transform = readModalityTransform(bytes, parsed, frameIndex);
  const voi = options.voi ?? readVoi(bytes, parsed, frameIndex);
  const shown = (stored: PixelArray): Uint8Array => {
    const values = modalityLut(stored, transform);
    const grey = applyVoi(values, voi ?? fullRange(values));
    return rounded(isInverted(parsed.dataset) ? invert(grey) : grey);
  };
  const { pixels } = frame;
  const extremes = voi !== undefined || transform.kind === 'rescale' ? extremesOf(pixels) : undefined;
  return extremes ? throughTable(pixels, extremes, shown) : shown(pixels);
}

/** The least and the greatest sample where there are fewer values between them than samples; else undefined. */
function extremesOf(pixels: PixelArray): { least: number; most: number } | undefined {
  if (pixels instanceof Float32Array || pixels instanceof Float64Array || pixels.length === 0)
    return undefined;
  let least = pixels[0] as number;
  let most = least;
  for (let i = 1; i < pixels.length; i += 1) {
    const value = pixels[i] as number;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  return most - least < pixels.length ? { least, most } : undefined;
}

/** Works every value out once instead of every sample. */
function throughTable(
  pixels: PixelArray,
  { least, most }: { least: number; most: number },
  shown: (stored: PixelArray) => Uint8Array,
): Uint8Array {
  const table = shown(Int32Array.from({ length: most - least + 1 }, (_, index) => least + index));
  const out = new Uint8Array(pixels.length);
  for (let i = 0; i < out.length; i += 1) out[i] = table[(pixels[i] as number) - least] as number;
  return out;
}

function rounded(values: Float32Array): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.round(values[i] as number);
  return out;
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
