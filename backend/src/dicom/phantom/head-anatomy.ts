/** A head of nested ellipsoids, in Hounsfield units. Millimetres; x to the patient's left, y to the back, z upwards. */

/** Bound once: these run for every pixel. */
const { ceil, floor, hypot, max, min, sqrt } = Math;

interface Ellipsoid {
  centre: readonly [number, number, number];
  radii: readonly [number, number, number];
}

/** A structure laid over those before it. Its edge is blurred over `softness` mm. */
interface Structure extends Ellipsoid {
  hounsfield: number;
  softness: number;
}

/** A hyperdense lesion. */
export interface HeadLesion {
  centre: readonly [number, number, number];
  radii: readonly [number, number, number];
  hounsfield: number;
}

/** 62 HU, about 15 mL, in the left basal ganglia. */
export const DEFAULT_HEAD_LESION: HeadLesion = { centre: [27, -4, 12], radii: [14, 19, 13], hounsfield: 62 };

const AIR = -1000;

const HEAD: readonly Structure[] = [
  { centre: [0, 0, 0], radii: [80, 100, 94], hounsfield: 25, softness: 1 },
  { centre: [0, 0, 0], radii: [76, 96, 90], hounsfield: 900, softness: 0.8 },
  { centre: [0, 0, 0], radii: [73.5, 93.5, 87.5], hounsfield: 620, softness: 0.8 },
  { centre: [0, 0, 0], radii: [71.5, 91.5, 85.5], hounsfield: 900, softness: 0.8 },
  { centre: [0, 0, 0], radii: [69, 89, 83], hounsfield: 10, softness: 0.8 },
  { centre: [0, 0, 0], radii: [66.5, 86.5, 80.5], hounsfield: 37, softness: 1.5 },
];

/** White matter, ventricles, basal ganglia and thalami; those with x = 0 apart from the middle come in pairs. */
const BRAIN: readonly Structure[] = [
  { centre: [29, 0, 18], radii: [24, 66, 44], hounsfield: 28, softness: 4 },
  { centre: [24, -6, 8], radii: [9, 18, 14], hounsfield: 38, softness: 2 },
  { centre: [10, 10, 8], radii: [8, 12, 10], hounsfield: 37, softness: 2 },
  { centre: [10, -24, 20], radii: [5, 17, 10], hounsfield: 7, softness: 1.5 },
  { centre: [13, 12, 26], radii: [5, 22, 8], hounsfield: 7, softness: 1.5 },
  { centre: [19, 36, 14], radii: [5, 15, 9], hounsfield: 7, softness: 1.5 },
];

const MIDLINE: readonly Structure[] = [
  { centre: [0, 6, 6], radii: [2.5, 13, 9], hounsfield: 8, softness: 1 },
  { centre: [0, 44, -28], radii: [3.5, 7, 8], hounsfield: 8, softness: 1.5 },
];

const PETROUS_RIDGES: Structure = {
  centre: [42, 16, -44],
  radii: [20, 8, 8],
  hounsfield: 700,
  softness: 1.5,
};

/** Hounsfield units of the slice at height `z`, on a grid of `matrix` pixels of `spacing` mm around the middle. */
export function headSlice(
  z: number,
  matrix: number,
  spacing: number,
  lesion: HeadLesion | undefined,
): Float32Array {
  const slice = new Float32Array(matrix * matrix).fill(AIR);
  const paint = (structure: Structure): void => paintStructure(slice, matrix, spacing, z, structure);
  HEAD.forEach(paint);
  for (const structure of [...BRAIN, PETROUS_RIDGES]) {
    paint(structure);
    paint({ ...structure, centre: [-structure.centre[0], structure.centre[1], structure.centre[2]] });
  }
  MIDLINE.forEach(paint);
  if (lesion !== undefined) {
    const [a, b, c] = lesion.radii;
    paint({ centre: lesion.centre, radii: [a + 5, b + 5, c + 4], hounsfield: 22, softness: 4 });
    paint({ ...lesion, softness: 1 });
  }
  return slice;
}

function paintStructure(
  slice: Float32Array,
  matrix: number,
  spacing: number,
  z: number,
  { centre, radii, hounsfield, softness }: Structure,
): void {
  const height = (z - centre[2]) / radii[2];
  const size = sqrt(max(0, 1 - height * height));
  const [a, b] = [radii[0] * size, radii[1] * size];
  if (min(a, b) < spacing) return;
  const middle = (matrix - 1) / 2;
  const [left, right] = span(centre[0], a + softness, middle, spacing, matrix);
  const [front, back] = span(centre[1], b + softness, middle, spacing, matrix);
  for (let row = front; row <= back; row += 1) {
    const v = ((row - middle) * spacing - centre[1]) / b;
    for (let column = left; column <= right; column += 1) {
      const u = ((column - middle) * spacing - centre[0]) / a;
      const inside = (1 - hypot(u, v)) * min(a, b);
      if (inside <= -softness / 2) continue;
      const share = min(1, 0.5 + inside / softness);
      const pixel = row * matrix + column;
      slice[pixel] = (slice[pixel] ?? 0) * (1 - share) + hounsfield * share;
    }
  }
}

function span(
  centre: number,
  radius: number,
  middle: number,
  spacing: number,
  matrix: number,
): [number, number] {
  const least = floor(middle + (centre - radius) / spacing);
  const most = ceil(middle + (centre + radius) / spacing);
  return [max(0, least), min(matrix - 1, most)];
}
