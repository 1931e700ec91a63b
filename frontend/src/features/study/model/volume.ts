import { number, numbers, text } from './dicom-json';
import type { StackImage } from './image-stack';

/** Why a series is no volume that can be cut in other planes. It is then shown as it was acquired, and only so. */
export type VolumeProblem =
  | { kind: 'modality' | 'colour' | 'multiFrame' | 'noGeometry' | 'directions' | 'matrix' | 'large' }
  | { kind: 'few'; count: number; needed: number }
  | { kind: 'tilt'; degrees: number }
  | { kind: 'gaps'; smallest: number; largest: number };

const MODALITIES = ['CT', 'MR', 'PT'];
const FEWEST = 8;
/** Of positions as writers round them. */
const UNEVEN_SHARE = 0.02;
const UNEVEN_MM = 0.02;
const TILT_DEGREES = 0.3;
export const LARGEST_BYTES = 384 * 1024 * 1024;

/** Null where the images are evenly spaced slices, straight above one another. */
export function volumeProblem(images: readonly StackImage[], largest = LARGEST_BYTES): VolumeProblem | null {
  const [first] = images;
  if (!first || !MODALITIES.includes(text(first.dataset, '00080060') ?? '')) return { kind: 'modality' };
  if (images.some(({ dataset }) => (number(dataset, '00280002') ?? 1) !== 1)) return { kind: 'colour' };
  if (images.some(({ dataset }) => (number(dataset, '00280008') ?? 1) > 1)) return { kind: 'multiFrame' };
  if (images.length < FEWEST) return { kind: 'few', count: images.length, needed: FEWEST };
  return matrixProblem(images, first, largest) ?? geometryProblem(images, first);
}

function matrixProblem(
  images: readonly StackImage[],
  first: StackImage,
  largest: number,
): VolumeProblem | null {
  const spacing = numbers(first.dataset, '00280030');
  if (spacing.length !== 2) return { kind: 'noGeometry' };
  const same = images.every(
    ({ rows, columns, dataset }) =>
      rows === first.rows &&
      columns === first.columns &&
      numbers(dataset, '00280030').every((value, axis) => near(value, spacing[axis] ?? 0, 1e-4)),
  );
  if (!same) return { kind: 'matrix' };
  const bytes = (first.rows * first.columns * (number(first.dataset, '00280100') ?? 16)) / 8;
  return bytes * images.length > largest ? { kind: 'large' } : null;
}

type Placed = StackImage & { position: readonly number[]; orientation: readonly number[] };
const isPlaced = (image: StackImage): image is Placed =>
  image.position !== null && image.orientation !== null;

function geometryProblem(images: readonly StackImage[], first: StackImage): VolumeProblem | null {
  if (!isPlaced(first) || !images.every(isPlaced)) return { kind: 'noGeometry' };
  const { orientation } = first;
  if (
    !images.every((image) =>
      image.orientation.every((value, axis) => near(value, orientation[axis] ?? 0, 1e-3)),
    )
  )
    return { kind: 'directions' };
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const steps = images.slice(1).map((image, index) => {
    const before = images[index]?.position ?? [];
    const way = image.position.map((value, axis) => value - (before[axis] ?? 0));
    const depth = Math.abs(way.reduce((sum, value, axis) => sum + value * (normal[axis] ?? 0), 0));
    return { depth, length: Math.hypot(...way) };
  });
  const travelled = steps.reduce((sum, { length }) => sum + length, 0);
  const risen = steps.reduce((sum, { depth }) => sum + depth, 0);
  const degrees = travelled === 0 ? 0 : (Math.acos(Math.min(1, risen / travelled)) * 180) / Math.PI;
  if (degrees > TILT_DEGREES) return { kind: 'tilt', degrees };
  const depths = steps.map(({ depth }) => depth);
  const [smallest, largest] = [Math.min(...depths), Math.max(...depths)];
  const even = smallest > 0 && largest - smallest <= Math.max(UNEVEN_MM, UNEVEN_SHARE * largest);
  return even ? null : { kind: 'gaps', smallest, largest };
}

function near(one: number, other: number, tolerance: number): boolean {
  return Math.abs(one - other) <= tolerance;
}
