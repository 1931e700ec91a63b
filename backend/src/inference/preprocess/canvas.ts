import { compose, scaling, shift } from './affine.js';
import type { PlacedPlane } from './plane.js';
import { resize, transpose, type Filter } from './resize.js';

/** Stretches both sides to a matrix. */
export function stretchTo(plane: PlacedPlane, columns: number, rows: number, filter: Filter): PlacedPlane {
  const back = scaling(plane.columns / columns, plane.rows / rows);
  return { ...resize(plane, columns, rows, filter), toSource: compose(plane.toSource, back) };
}

/** Keeps the shape: fits the plane into a matrix and pads evenly; the odd pixel goes to the right and to the bottom. */
export function fitInto(
  plane: PlacedPlane,
  { columns, rows, filter, fill }: { columns: number; rows: number; filter: Filter; fill: number },
): PlacedPlane {
  const factor = Math.min(columns / plane.columns, rows / plane.rows);
  const size = (length: number, most: number): number =>
    Math.min(most, Math.max(1, Math.round(length * factor)));
  const fitted = stretchTo(plane, size(plane.columns, columns), size(plane.rows, rows), filter);
  return cropOrPad(fitted, columns, rows, fill);
}

/** About the centre. Where the difference is odd, the odd pixel is cropped or padded at the right and the bottom. */
export function cropOrPad(plane: PlacedPlane, columns: number, rows: number, fill: number): PlacedPlane {
  const left = Math.trunc((columns - plane.columns) / 2);
  const top = Math.trunc((rows - plane.rows) / 2);
  const values = new Float32Array(rows * columns).fill(fill);
  const [first, last] = [Math.max(0, -left), Math.min(plane.columns, columns - left)];
  for (let row = Math.max(0, -top); row < Math.min(plane.rows, rows - top); row++) {
    const from = row * plane.columns;
    values.set(plane.values.subarray(from + first, from + last), (row + top) * columns + left + first);
  }
  return { rows, columns, values, toSource: compose(plane.toSource, shift(-left, -top)) };
}

/** Rows become columns. */
export function transposed(plane: PlacedPlane): PlacedPlane {
  const swap = { xx: 0, xy: 1, x0: 0, yx: 1, yy: 0, y0: 0 };
  return { ...transpose(plane), toSource: compose(plane.toSource, swap) };
}

/** Mirrored left to right, top to bottom, or both. */
export function flipped(plane: PlacedPlane, across: boolean, down: boolean): PlacedPlane {
  if (!across && !down) return plane;
  const { rows, columns } = plane;
  const values = new Float32Array(plane.values.length);
  for (let row = 0; row < rows; row++) {
    const from = (down ? rows - 1 - row : row) * columns;
    const line = plane.values.slice(from, from + columns);
    values.set(across ? line.reverse() : line, row * columns);
  }
  const mirror = {
    xx: across ? -1 : 1,
    xy: 0,
    x0: across ? columns : 0,
    yx: 0,
    yy: down ? -1 : 1,
    y0: down ? rows : 0,
  };
  return { rows, columns, values, toSource: compose(plane.toSource, mirror) };
}
