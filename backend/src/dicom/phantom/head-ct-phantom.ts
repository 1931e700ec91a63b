/** Synthetic axial head CT, with or without a hyperdense lesion. */
import { CT_MATRIX, ctImage, type CtPlan } from './ct-image.js';
import { DEFAULT_HEAD_LESION, headSlice, type HeadLesion } from './head-anatomy.js';
import { fillNoise } from './noise.js';
import type { PhantomIdentity, PhantomInstance } from './phantom-study.js';

export interface HeadCtPhantomOptions extends PhantomIdentity {
  /** `true` for the default one. */
  lesion?: boolean | HeadLesion;
  /** 26 where left out; from 10 to 28, 5 mm apart, from the skull base upwards. */
  slices?: number;
}

const PLAN: CtPlan = {
  bodyPart: 'HEAD',
  description: 'HEAD CT',
  pixelSpacing: 0.48828125,
  sliceThickness: 5,
  lowestSlice: -45,
  window: { center: 40, width: 80 },
};

/** Standard deviation of the noise, HU. */
const NOISE = 4;

/** Makes the slices one after the other, lowest first. The same options give the same bytes. */
export function* headCtPhantom(options: HeadCtPhantomOptions): Generator<PhantomInstance, void, undefined> {
  const { lesion: wanted = false, slices = 26, seed } = options;
  if (!Number.isInteger(slices) || slices < 10 || slices > 28) {
    throw new RangeError(`A head phantom has 10 to 28 slices, not ${slices}`);
  }
  const lesion = wanted === true ? DEFAULT_HEAD_LESION : wanted === false ? undefined : wanted;
  const noise = new Float32Array(CT_MATRIX * CT_MATRIX);
  for (let index = 0; index < slices; index += 1) {
    const z = PLAN.lowestSlice + index * PLAN.sliceThickness;
    const slice = headSlice(z, CT_MATRIX, PLAN.pixelSpacing, lesion);
    fillNoise(noise, NOISE, `${seed} ${index}`);
    for (let pixel = 0; pixel < slice.length; pixel += 1)
      slice[pixel] = (slice[pixel] ?? 0) + (noise[pixel] ?? 0);
    yield ctImage(options, PLAN, index, slice);
  }
}
