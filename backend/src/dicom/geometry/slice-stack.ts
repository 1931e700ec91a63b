/** Order and regularity of the slices of a series. */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getNumber } from '../json/getters.js';
import { imagePlane, sliceOrientation, type ImagePlane, type SliceOrientation } from './image-plane.js';
import { dot, norm, subtract, unit } from './vector.js';

/** Slices count as parallel while their normals differ by less than about 1.8 degrees. */
const MIN_PARALLEL_COSINE = 0.9995;
/** Slices closer than this lie at the same place, mm. */
const SAME_POSITION = 0.01;
/** A distance is irregular where it leaves the median by more than this part of it. */
const SPACING_TOLERANCE = 0.1;
/** Below this angle a stack counts as not tilted, degrees. */
const TILT_TOLERANCE = 0.5;

/** A distance between neighbours that is not the usual one. `after` is the index of the slice before it. */
export interface SpacingIrregularity {
  readonly after: number;
  /** mm along the normal. */
  readonly distance: number;
}

/** Geometry of a sorted stack. */
export interface StackGeometry {
  readonly orientation: SliceOrientation;
  /** Median distance between neighbours along the normal, mm; undefined for fewer than two positions. */
  readonly spacing: number | undefined;
  /** Distances that are at least one and a half times the usual: slices are missing. */
  readonly gaps: readonly SpacingIrregularity[];
  /** Other distances that are not the usual one. */
  readonly uneven: readonly SpacingIrregularity[];
  /** Indices of slices that lie where the slice before them lies. */
  readonly duplicates: readonly number[];
  /** Angle between the normal and the line through the positions: a tilted gantry shears the stack. Degrees. */
  readonly tilt: number;
  /** True where the stack is a straight box of evenly spaced slices: what a volume model may take as it is. */
  readonly regular: boolean;
}

/** A sorted stack: by position where every slice has one and all are parallel, else by InstanceNumber. */
export interface SortedSlices<T> {
  readonly slices: readonly T[];
  readonly sortedBy: 'position' | 'instance number';
  /** Only of a stack sorted by position. */
  readonly geometry?: StackGeometry;
}

/**
 * Sorts the slices of one series, first by where they lie along the normal (ascending), then by InstanceNumber.
 * @param datasetOf gives the dataset of a slice
 */
export function sortSlices<T>(
  slices: readonly T[],
  datasetOf: (slice: T) => DicomJsonDataset,
): SortedSlices<T> {
  const known = slices.map((slice) => {
    const dataset = datasetOf(slice);
    return { slice, plane: imagePlane(dataset), number: getNumber(dataset, 'InstanceNumber') ?? Infinity };
  });
  const byNumber = (a: { number: number }, b: { number: number }): number =>
    a.number === b.number ? 0 : a.number < b.number ? -1 : 1;
  const planes = known.map(({ plane }) => plane).filter((plane) => plane !== undefined);
  const first = planes[0];
  if (
    first === undefined ||
    planes.length < known.length ||
    !planes.every((plane) => parallel(plane, first))
  ) {
    return { slices: [...known].sort(byNumber).map(({ slice }) => slice), sortedBy: 'instance number' };
  }
  const placed = known
    .map((entry, index) => ({ ...entry, plane: planes[index] ?? first }))
    .map((entry) => ({ ...entry, along: dot(entry.plane.position, first.normal) }))
    .sort((a, b) => (Math.abs(a.along - b.along) < SAME_POSITION ? byNumber(a, b) : a.along - b.along));
  return {
    slices: placed.map(({ slice }) => slice),
    sortedBy: 'position',
    geometry: stackGeometry(placed.map(({ plane }) => plane)),
  };
}

/** Spacing, gaps, duplicates and tilt of parallel planes that are already in order. */
export function stackGeometry(planes: readonly ImagePlane[]): StackGeometry {
  const first = planes[0];
  if (first === undefined) throw new RangeError('A stack has at least one plane');
  const along = planes.map((plane) => dot(plane.position, first.normal));
  const distances = along
    .slice(1)
    .map((value, index) => ({ after: index, distance: value - (along[index] ?? 0) }));
  const steps = distances.filter(({ distance }) => distance >= SAME_POSITION);
  const spacing = median(steps.map(({ distance }) => distance));
  const irregular = steps.filter(
    ({ distance }) => spacing !== undefined && Math.abs(distance - spacing) > SPACING_TOLERANCE * spacing,
  );
  const isGap = ({ distance }: SpacingIrregularity): boolean =>
    spacing !== undefined && distance >= 1.5 * spacing;
  const duplicates = distances
    .filter(({ distance }) => distance < SAME_POSITION)
    .map(({ after }) => after + 1);
  const tilt = tiltOf(planes, first);
  return {
    orientation: sliceOrientation(first.normal),
    spacing,
    gaps: irregular.filter(isGap),
    uneven: irregular.filter((step) => !isGap(step)),
    duplicates,
    tilt,
    regular:
      spacing !== undefined && irregular.length === 0 && duplicates.length === 0 && tilt < TILT_TOLERANCE,
  };
}

function tiltOf(planes: readonly ImagePlane[], first: ImagePlane): number {
  const last = planes.at(-1) ?? first;
  const line = subtract(last.position, first.position);
  const direction = unit(line);
  if (direction === undefined || norm(line) < SAME_POSITION) return 0;
  const cosine = Math.min(1, Math.abs(dot(direction, first.normal)));
  return (Math.acos(cosine) * 180) / Math.PI;
}

function parallel(a: ImagePlane, b: ImagePlane): boolean {
  return dot(a.normal, b.normal) >= MIN_PARALLEL_COSINE;
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
