/** A large CT series, fast to make: load for the ingest benchmark, no anatomy. */
import { CT_MATRIX, ctImage, type CtPlan } from './ct-image.js';
import { fillNoise } from './noise.js';
import type { PhantomIdentity, PhantomInstance } from './phantom-study.js';

export interface CtVolumePhantomOptions extends PhantomIdentity {
  /** Number of 512 x 512 slices of 16 bits, half a mebibyte each. */
  slices: number;
}

const PLAN: CtPlan = {
  bodyPart: 'CHEST',
  description: 'CT VOLUME',
  pixelSpacing: 0.7,
  sliceThickness: 1,
  lowestSlice: -150,
  window: { center: 40, width: 400 },
};

/** Standard deviation of the noise, HU: enough that no two slices are alike and nothing compresses to nothing. */
const NOISE = 25;

/** Makes the slices one after the other. The same options give the same bytes. */
export function* ctVolumePhantom(
  options: CtVolumePhantomOptions,
): Generator<PhantomInstance, void, undefined> {
  if (!Number.isInteger(options.slices) || options.slices < 1) {
    throw new RangeError(`A volume has at least one slice, not ${options.slices}`);
  }
  const body = bodySlice();
  const slice = new Float32Array(body.length);
  for (let index = 0; index < options.slices; index += 1) {
    fillNoise(slice, NOISE, `${options.seed} ${index}`);
    for (let pixel = 0; pixel < slice.length; pixel += 1)
      slice[pixel] = (slice[pixel] ?? 0) + (body[pixel] ?? 0);
    yield ctImage(options, PLAN, index, slice);
  }
}

/** Water in an ellipse of air. */
function bodySlice(): Float32Array {
  const slice = new Float32Array(CT_MATRIX * CT_MATRIX);
  const middle = (CT_MATRIX - 1) / 2;
  for (let row = 0; row < CT_MATRIX; row += 1) {
    for (let column = 0; column < CT_MATRIX; column += 1) {
      const inside = Math.hypot((column - middle) / 230, (row - middle) / 160) < 1;
      slice[row * CT_MATRIX + column] = inside ? 40 : -990;
    }
  }
  return slice;
}
