import type { ModelInput, TensorInput } from '@firstread/contract';
import type { Tensor } from '../postprocess/tensor.js';
import { PreprocessingError } from './error.js';
import type { Items } from './items.js';
import { patchesOf } from './patches.js';
import type { Plane } from './plane.js';

/** Planes as the items of a form. Throws PreprocessingError where the planes of a stack differ in size. */
export function itemsOf({ form, channels = 1 }: ModelInput, planes: readonly Plane[]): Items {
  const [first] = planes;
  if (!first) throw new PreprocessingError('the series has no image');
  const other = planes.find((plane) => plane.rows !== first.rows || plane.columns !== first.columns);
  if (other)
    throw new PreprocessingError(
      `the images differ in size: ${first.columns} × ${first.rows} and ${other.columns} × ${other.rows}`,
    );
  if (form.kind === 'patches') return patchesOf(form, planes);
  return planeItems(form, channels, planes, first);
}

/** Consecutive items as one tensor. */
export function batchOf(items: Items, from: number, most: number): Tensor {
  const count = Math.min(most, items.count - from);
  const size = items.dims.reduce((product, dim) => product * dim, 1);
  const data = new Float32Array(count * size);
  for (let n = 0; n < count; n++) items.fill(from + n, data.subarray(n * size, (n + 1) * size));
  return { dims: [count, ...items.dims], data };
}

function planeItems(
  form: Exclude<TensorInput, { kind: 'patches' }>,
  channels: number,
  planes: readonly Plane[],
  { rows, columns }: Plane,
): Items {
  const offsets =
    form.kind === 'slab'
      ? Array.from({ length: 2 * form.neighbours + 1 }, (_, index) => index - form.neighbours)
      : Array.from({ length: channels }, () => 0);
  return {
    dims: [offsets.length, rows, columns],
    count: planes.length,
    fill: (index, into) => {
      for (const [channel, offset] of offsets.entries()) {
        const neighbour = Math.min(planes.length - 1, Math.max(0, index + offset));
        into.set((planes[neighbour] as Plane).values, channel * rows * columns);
      }
    },
  };
}
