import type { PreprocessingStep } from '@firstread/contract';
import {
  applyVoi,
  getNumbers,
  modalityLut,
  readModalityTransform,
  readVoi,
  type DecodedFrame,
  type ParsedInstance,
} from '../../dicom/index.js';
import { IDENTITY } from './affine.js';
import { cropOrPad, fitInto, stretchTo } from './canvas.js';
import { PreprocessingError } from './error.js';
import { orient } from './orient.js';
import type { PlacedPlane } from './plane.js';

/** A decoded frame with the instance it came from. */
export interface PreprocessingInput {
  bytes: Uint8Array;
  parsed: ParsedInstance;
  frame: DecodedFrame;
}

type StepOf<K extends PreprocessingStep['op']> = Extract<PreprocessingStep, { op: K }>;

/** Applies the declared operations to one frame, in order. Throws PreprocessingError for what they cannot take. */
export function prepare(input: PreprocessingInput, steps: readonly PreprocessingStep[]): PlacedPlane {
  const { frame } = input;
  if (frame.samplesPerPixel !== 1) throw new PreprocessingError('colour images are not accepted');
  let plane: PlacedPlane = {
    rows: frame.rows,
    columns: frame.columns,
    values: Float32Array.from(frame.pixels as ArrayLike<number>),
    toSource: IDENTITY,
  };
  for (const step of steps) plane = apply(plane, step, input);
  return plane;
}

function apply(plane: PlacedPlane, step: PreprocessingStep, input: PreprocessingInput): PlacedPlane {
  const each = (change: (value: number) => number): PlacedPlane => ({
    ...plane,
    values: plane.values.map(change),
  });
  switch (step.op) {
    case 'modalityLut':
      return {
        ...plane,
        values: modalityLut(plane.values, readModalityTransform(input.bytes, input.parsed)),
      };
    case 'window':
      return { ...plane, values: toEightBits(plane.values, input, step.percentiles) };
    case 'huWindow':
      return each(linearWindow(step));
    case 'invertMonochrome1':
      return input.frame.photometricInterpretation === 'MONOCHROME1' ? each((v) => 255 - v) : plane;
    case 'clip':
      return each((v) => Math.min(step.maximum, Math.max(step.minimum, v)));
    case 'resample':
      return resample(plane, step, input);
    case 'resize': {
      const { width: columns, height: rows, filter, keepAspect, fill = 0 } = step;
      if (!keepAspect) return stretchTo(plane, columns, rows, filter);
      return fitInto(plane, { columns, rows, filter, fill });
    }
    case 'cropOrPad':
      return cropOrPad(plane, step.width, step.height, step.fill);
    case 'orient':
      return orient(plane, input.parsed.dataset);
    case 'normalise':
      return { ...plane, values: normalised(plane.values, step.method) };
    case 'scale':
      return each((v) => v * step.factor + step.offset);
  }
}

/** PS3.3 C.11.2.1.3.2 (LINEAR_EXACT), to 0..1. */
function linearWindow({ centre, width }: StepOf<'huWindow'>): (value: number) => number {
  return (value) => Math.min(1, Math.max(0, (value - centre) / width + 0.5));
}

/** To the declared spacing along the rows and columns that the plane has by now. */
function resample(
  plane: PlacedPlane,
  { spacingMm: [down, across], filter }: StepOf<'resample'>,
  { parsed }: PreprocessingInput,
): PlacedPlane {
  const [betweenRows, betweenColumns] = getNumbers(parsed.dataset, 'PixelSpacing');
  if (!betweenRows || !betweenColumns)
    throw new PreprocessingError('the image states no pixel spacing, which the model needs');
  const { xx, yx, xy, yy } = plane.toSource;
  const stepAcross = Math.hypot(xx * betweenColumns, yx * betweenRows);
  const stepDown = Math.hypot(xy * betweenColumns, yy * betweenRows);
  const columns = Math.max(1, Math.round((plane.columns * stepAcross) / across));
  const rows = Math.max(1, Math.round((plane.rows * stepDown) / down));
  return stretchTo(plane, columns, rows, filter);
}

function normalised(values: Float32Array, method: StepOf<'normalise'>['method']): Float32Array {
  const [centre, spread] = centreAndSpread(values, method);
  return values.map((value) => (value - centre) / spread);
}

/** A plane of one value has no spread: it becomes zeros. */
function centreAndSpread(
  values: Float32Array,
  method: StepOf<'normalise'>['method'],
): readonly [number, number] {
  if (method.by === 'constants') return [method.mean, method.standardDeviation];
  if (method.by === 'range') {
    const [least, most] = extremes(values);
    return [least, most - least || 1];
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(variance) || 1];
}

function extremes(values: Float32Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
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
