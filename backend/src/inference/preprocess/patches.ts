import type { TensorInput } from '@firstread/contract';
import type { Tensor } from '../postprocess/tensor.js';
import type { Items, PatchGrid, Triple } from './items.js';
import type { Plane } from './plane.js';

/**
 * Cuts the volume of equally sized planes into overlapping patches. The last patch along an axis ends with the volume;
 * a volume smaller than a patch is filled up.
 */
export function patchesOf(
  { size, overlap, fill }: Extract<TensorInput, { kind: 'patches' }>,
  planes: readonly Plane[],
): Items {
  const { rows, columns } = planes[0] as Plane;
  const volume: Triple = [planes.length, rows, columns];
  const [depths, tops, lefts] = [0, 1, 2].map((axis) =>
    starts(volume[axis] as number, size[axis] as number, overlap),
  ) as [number[], number[], number[]];
  const corners = depths.flatMap((z) => tops.flatMap((y) => lefts.map((x): Triple => [z, y, x])));
  return {
    dims: [1, ...size],
    count: corners.length,
    grid: { volume, size, corners },
    fill: (index, into) => copyPatch({ planes, size, corner: corners[index] as Triple, fill, into }),
  };
}

/** The maps of the patches as one map for each plane: D x C x H x W. Where patches overlap it is their mean. */
export function joined({ volume, size, corners }: PatchGrid, maps: Tensor): Tensor {
  const [depth, rows, columns] = volume;
  const [deep, high, wide] = size;
  const channels = maps.dims[1] ?? 1;
  const patch = channels * deep * high * wide;
  if (maps.dims.length !== 5 || maps.data.length !== corners.length * patch)
    throw new Error(
      `Expected maps of N × C × ${size.join(' × ')} of the patches, got ${maps.dims.join(' × ')}`,
    );
  const data = new Float32Array(depth * channels * rows * columns);
  const shares = new Float32Array(depth * rows * columns);
  for (const [n, corner] of corners.entries()) {
    forEachLine(corner, size, volume, ({ z, y, left, width, inPatch }) => {
      const share = (z * rows + y) * columns + left;
      for (let x = 0; x < width; x++) shares[share + x] = (shares[share + x] as number) + 1;
      for (let channel = 0; channel < channels; channel++) {
        const from = n * patch + channel * deep * high * wide + inPatch;
        const to = ((z * channels + channel) * rows + y) * columns + left;
        for (let x = 0; x < width; x++)
          data[to + x] = (data[to + x] as number) + (maps.data[from + x] as number);
      }
    });
  }
  const plane = rows * columns;
  for (let index = 0; index < data.length; index++) {
    const z = Math.floor(index / (channels * plane));
    data[index] = (data[index] as number) / (shares[z * plane + (index % plane)] || 1);
  }
  return { dims: [depth, channels, rows, columns], data };
}

/** Corners along one axis. */
function starts(length: number, size: number, overlap: number): number[] {
  if (length <= size) return [0];
  const step = Math.max(1, Math.round(size * (1 - overlap)));
  const count = Math.ceil((length - size) / step) + 1;
  return Array.from({ length: count }, (_, index) => Math.min(index * step, length - size));
}

function copyPatch(patch: {
  planes: readonly Plane[];
  size: Triple;
  corner: Triple;
  fill: number;
  into: Float32Array;
}): void {
  const { planes, size, corner, fill, into } = patch;
  const { rows, columns } = planes[0] as Plane;
  into.fill(fill);
  forEachLine(corner, size, [planes.length, rows, columns], ({ z, y, left, width, inPatch }) => {
    const from = y * columns + left;
    into.set((planes[z] as Plane).values.subarray(from, from + width), inPatch);
  });
}

/** Lines of the volume that a patch covers, with the index of their first voxel in the patch. */
function forEachLine(
  [z0, y0, left]: Triple,
  [deep, high, wide]: Triple,
  [depth, rows, columns]: Triple,
  visit: (line: { z: number; y: number; left: number; width: number; inPatch: number }) => void,
): void {
  const width = Math.min(wide, columns - left);
  for (let z = z0; z < Math.min(depth, z0 + deep); z++)
    for (let y = y0; y < Math.min(rows, y0 + high); y++)
      visit({ z, y, left, width, inPatch: ((z - z0) * high + (y - y0)) * wide });
}
