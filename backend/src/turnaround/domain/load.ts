import type { LoadBand } from '@firstread/contract';

/** Least number of waiting studies of each band, the highest first. */
const BANDS: readonly (readonly [number, LoadBand])[] = [
  [100, '100+'],
  [50, '50-99'],
  [25, '25-49'],
  [10, '10-24'],
];

export function loadBandOf(waiting: number): LoadBand {
  return BANDS.find(([least]) => waiting >= least)?.[1] ?? '0-9';
}
