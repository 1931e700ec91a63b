import type { Plane } from './plane.js';

interface Kernel {
  support: number;
  weight: (distance: number) => number;
}

/** Keys' cubic with a = -0.5, as image libraries name "bicubic" (Keys, IEEE Trans. ASSP 29, 1981). */
const bicubic: Kernel = {
  support: 2,
  weight: (distance) => {
    const x = Math.abs(distance);
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return 0;
  },
};

/** Mean of the covered pixels. */
const box: Kernel = { support: 0.5, weight: (distance) => (distance > -0.5 && distance <= 0.5 ? 1 : 0) };

const bilinear: Kernel = { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) };

const kernels = { bicubic, area: box, bilinear } as const;
export type Filter = keyof typeof kernels;

/** Resizes to `columns` × `rows`; shrinking widens the kernel, which is what antialiases. */
export function resize(plane: Plane, columns: number, rows: number, filter: Filter): Plane {
  const across = resizeRows(plane, columns, kernels[filter]);
  return transpose(resizeRows(transpose(across), rows, kernels[filter]));
}

/** The nearest pixel for each: for maps of 0 and 1. */
export function resizeNearest(plane: Plane, columns: number, rows: number): Plane {
  const values = new Float32Array(rows * columns);
  const sourceRows = nearestOf(plane.rows, rows);
  const sourceColumns = nearestOf(plane.columns, columns);
  for (let row = 0; row < rows; row++) {
    const from = (sourceRows[row] as number) * plane.columns;
    const to = row * columns;
    for (let column = 0; column < columns; column++)
      values[to + column] = plane.values[from + (sourceColumns[column] as number)] as number;
  }
  return { rows, columns, values };
}

/** For each of `to` pixels, which of `from` lies nearest. */
function nearestOf(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, at) => Math.min(from - 1, Math.floor(((at + 0.5) * from) / to)));
}

function resizeRows(plane: Plane, columns: number, kernel: Kernel): Plane {
  const taps = tapsFor(plane.columns, columns, kernel);
  const values = new Float32Array(plane.rows * columns);
  for (let row = 0; row < plane.rows; row++) {
    const base = row * plane.columns;
    for (let column = 0; column < columns; column++) {
      const { start, weights } = taps[column] as Tap;
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += (plane.values[base + start + tap] as number) * (weights[tap] as number);
      }
      values[row * columns + column] = sum;
    }
  }
  return { rows: plane.rows, columns, values };
}

interface Tap {
  start: number;
  weights: Float64Array;
}

function tapsFor(from: number, to: number, kernel: Kernel): Tap[] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const support = kernel.support * stretch;
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const start = Math.max(0, Math.round(centre - support));
    const end = Math.min(from, Math.round(centre + support));
    const weights = Float64Array.from({ length: Math.max(1, end - start) }, (_unused, tap) =>
      kernel.weight((start + tap + 0.5 - centre) / stretch),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return {
      start: Math.min(start, from - 1),
      weights: weights.map((weight) => (sum === 0 ? 1 : weight / sum)),
    };
  });
}

/** Rows become columns. */
export function transpose(plane: Plane): Plane {
  const values = new Float32Array(plane.values.length);
  for (let row = 0; row < plane.rows; row++) {
    for (let column = 0; column < plane.columns; column++) {
      values[column * plane.rows + row] = plane.values[row * plane.columns + column] as number;
    }
  }
  return { rows: plane.columns, columns: plane.rows, values };
}
