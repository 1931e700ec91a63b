/** One grey image: `values[row * columns + column]`. */
export interface Plane {
  rows: number;
  columns: number;
  values: Float32Array;
}
