import type { Affine } from './affine.js';

/** One grey image: `values[row * columns + column]`. */
export interface Plane {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** A plane that knows where its pixels lie in the image it was made of. */
export interface PlacedPlane extends Plane {
  toSource: Affine;
}
