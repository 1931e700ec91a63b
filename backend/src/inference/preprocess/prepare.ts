import type { PreprocessingStep } from '@firstread/contract';
import {
  applyVoi,
  modalityLut,
  readModalityTransform,
  readVoi,
  type DecodedFrame,
  type ParsedInstance,
} from '../../dicom/index.js';
import type { Plane } from './plane.js';
import { resize } from './resize.js';

/** Pixels that the declared operations cannot work on. */
export class PreprocessingError extends Error {}

/** A decoded frame with the instance it came from. */
export interface PreprocessingInput {
  bytes: Uint8Array;
  parsed: ParsedInstance;
  frame: DecodedFrame;
}

/** Applies the declared operations to one frame, in order. Throws PreprocessingError for what they cannot take. */
export function prepare(input: PreprocessingInput, steps: readonly PreprocessingStep[]): Plane {
  const { frame } = input;
  if (frame.samplesPerPixel !== 1) throw new PreprocessingError('colour images are not accepted');
  let plane: Plane = {
    rows: frame.rows,
    columns: frame.columns,
    values: Float32Array.from(frame.pixels as ArrayLike<number>),
  };
  for (const step of steps) plane = apply(plane, step, input);
  return plane;
}

function apply(plane: Plane, step: PreprocessingStep, input: PreprocessingInput): Plane {
  switch (step.op) {
    case 'modalityLut':
      return {
        ...plane,
        values: modalityLut(plane.values, readModalityTransform(input.bytes, input.parsed)),
      };
    case 'window':
      return { ...plane, values: toEightBits(plane.values, input, step.percentiles) };
    case 'invertMonochrome1':
      return input.frame.photometricInterpretation === 'MONOCHROME1'
        ? { ...plane, values: plane.values.map((v) => 255 - v) }
        : plane;
    case 'clip':
      return { ...plane, values: plane.values.map((v) => Math.min(step.maximum, Math.max(step.minimum, v))) };
    case 'resize':
      return resize(plane, step.width, step.height, step.filter);
    case 'scale':
      return { ...plane, values: plane.values.map((v) => v * step.factor + step.offset) };
    default:
      throw new PreprocessingError(`the operation ${step.op} is not available`);
  }
}

/** 0..255: by the first VOI window; else 8-bit images as they are, deeper ones between percentiles. */
function toEightBits(
  values: Float32Array,
  { bytes, parsed, frame }: PreprocessingInput,
  [low, high]: readonly [number, number],
): Float32Array {
  const voi = readVoi(bytes, parsed);
  if (voi) return applyVoi(values, voi).map(Math.round);
  if (frame.bitsStored <= 8) return values;
  const sorted = Float32Array.from(values).sort();
  const at = (fraction: number) => sorted[Math.round(fraction * (sorted.length - 1))] as number;
  const bottom = at(low);
  const range = Math.max(1e-6, at(high) - bottom);
  return values.map((v) => Math.round(Math.min(1, Math.max(0, (v - bottom) / range)) * 255));
}
