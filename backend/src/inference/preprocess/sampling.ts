import type { ModelInput } from '@firstread/contract';

/** A place along a stack between two of its members: `share` of the way from `lower` to `upper`. */
export interface Between {
  lower: number;
  upper: number;
  share: number;
}

/** Where a model reads a stack: members of it, or places between two. */
export interface Samples {
  places: Between[];
  /** For each member of the stack, where it lies among the places. */
  back: Between[];
}

/**
 * Chooses what is read of a stack. `positions`: of its members along the stack, in mm, growing or shrinking; the index
 * where an image states none. The first and the last member are always read.
 */
export function sampleStack(positions: readonly number[], sampling: ModelInput['sampling']): Samples {
  const count = positions.length;
  if (!sampling || count <= 1) {
    const each = positions.map((_, index) => exactly(index));
    return { places: each, back: each };
  }
  const along = growing(positions);
  const places =
    sampling.by === 'count'
      ? evenly(count, sampling.count).map(exactly)
      : distances(along, sampling.millimetres).map((position) => between(along, position));
  const read = places.map(
    ({ lower, upper, share }) => at(along, lower) * (1 - share) + at(along, upper) * share,
  );
  return { places, back: along.map((position) => between(read, position)) };
}

function exactly(index: number): Between {
  return { lower: index, upper: index, share: 0 };
}

/** Distances from the first member, whichever way the stack runs. */
function growing(positions: readonly number[]): number[] {
  const first = positions[0] ?? 0;
  return positions.map((position) => Math.abs(position - first));
}

/** So many indices of a stack, the middle one where only one is asked for. */
function evenly(count: number, wanted: number): number[] {
  if (wanted >= count) return Array.from({ length: count }, (_, index) => index);
  if (wanted === 1) return [Math.floor((count - 1) / 2)];
  return Array.from({ length: wanted }, (_, index) => Math.round((index * (count - 1)) / (wanted - 1)));
}

function distances(along: readonly number[], step: number): number[] {
  const length = along.at(-1) ?? 0;
  return Array.from({ length: Math.floor(length / step + 1e-6) + 1 }, (_, index) => index * step);
}

/** Where a position lies among growing ones; before the first and after the last it is theirs. */
function between(sorted: readonly number[], position: number): Between {
  const upper = sorted.findIndex((one) => one >= position);
  if (upper <= 0) return exactly(upper === 0 ? 0 : sorted.length - 1);
  const [below, above] = [at(sorted, upper - 1), at(sorted, upper)];
  const share = (position - below) / (above - below);
  return share > 1 - 1e-6 ? exactly(upper) : { lower: upper - 1, upper, share };
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
