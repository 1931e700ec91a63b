/**
 * A frontal chest radiograph of soft-edged shapes. Coordinates run over the image from -1 to 1, x to the right of the
 * image (the patient's left, PA), y downwards; values are film brightness from 0 (air) to 1 (bone over soft tissue).
 */
import { randomFrom } from './noise.js';

/** Bound once: these run for every pixel. */
const { abs, cos, exp, hypot, max, min, sin } = Math;

/** An opacity: a cloud over a lung. */
export interface ChestOpacity {
  centre: readonly [number, number];
  radii: readonly [number, number];
  /** Brightness it adds at its middle, 0 to 1. */
  brightness: number;
}

/** In the right lower zone, on the left of the image. */
export const DEFAULT_CHEST_OPACITY: ChestOpacity = {
  centre: [-0.4, 0.16],
  radii: [0.26, 0.28],
  brightness: 0.42,
};

interface Segment {
  from: readonly [number, number];
  to: readonly [number, number];
  halfWidth: number;
  brightness: number;
}

/** 0 outside, 1 inside, with an edge of `softness` around `distance` 0 (positive is inside). */
function soft(distance: number, softness: number): number {
  return max(0, min(1, 0.5 + distance / softness));
}

/** Share of the pixel that the lung of one side covers; `side` is -1 on the left of the image, 1 on the right. */
function lungShare(x: number, y: number, side: number): number {
  const lateral = (x * side - 0.4) / 0.33;
  const height = (y + 0.08) / 0.66;
  const outline = (1 - (abs(lateral) ** 2.3 + abs(height) ** 2.6)) * 0.33;
  const dome = (side < 0 ? 0.42 : 0.46) + 0.55 * (x * side - 0.34) ** 2 * (x * side > 0.34 ? 3.2 : 1);
  return soft(outline, 0.05) * soft(dome - y, 0.03);
}

function torsoShare(x: number, y: number): number {
  const shoulder = max(0, -0.62 - y);
  const halfWidth = y < -0.62 ? 1.25 - 5 * shoulder ** 1.4 : 1.25 - 0.36 * min(1, (y + 0.62) / 0.5);
  const neck = soft(0.3 - abs(x), 0.06);
  return max(soft(halfWidth - abs(x), 0.05) * soft(y + 0.95, 0.05), neck);
}

/** Heart, aortic knob and upper mediastinum; brightness added where they cover the lung. */
function mediastinum(x: number, y: number): number {
  const heart = soft(1 - hypot((x - 0.13) / 0.31, (y - 0.26) / 0.3), 0.16);
  const right = soft(1 - hypot((x + 0.09) / 0.14, (y - 0.24) / 0.24), 0.25);
  const upper = soft(0.13 - abs(x - 0.01), 0.05) * soft(0.6 - y, 0.2);
  const knob = soft(1 - hypot((x - 0.12) / 0.08, (y + 0.3) / 0.08), 0.4);
  return max(heart, right, upper, knob);
}

/** Posterior ribs fall from the spine outwards, anterior ones rise back to the middle. */
function ribs(x: number, y: number): number {
  const lateral = abs(x);
  const wall = soft(0.76 - 0.1 * max(0, -0.3 - y) - lateral, 0.03);
  if (wall === 0) return 0;
  let brightness = 0;
  for (let rib = 0; rib < 10; rib += 1) {
    const posterior = -0.74 + rib * 0.145 + 0.34 * max(0, lateral - 0.2) ** 1.3 - 0.08 * exp(-lateral * 9);
    brightness += 0.055 * edgeBright(y - posterior, 0.028) * soft(lateral - 0.06, 0.05);
    if (rib > 6) continue;
    const anterior = -0.58 + rib * 0.165 + 0.62 * (0.78 - lateral) * 0.55 + 0.05;
    brightness +=
      0.03 * edgeBright(y - anterior, 0.032) * soft(lateral - 0.3, 0.14) * soft(0.74 - lateral, 0.05);
  }
  return brightness * wall;
}

/** A flat bone: brighter at both edges than in the middle. */
function edgeBright(distance: number, halfWidth: number): number {
  const across = abs(distance) / halfWidth;
  return across >= 1.15 ? 0 : soft(1 - across, 0.3) * (0.7 + 0.5 * min(1, across));
}

function segmentShare(x: number, y: number, { from, to, halfWidth }: Segment): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = max(0, min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)));
  const distance = hypot(x - from[0] - along * dx, y - from[1] - along * dy);
  return soft(halfWidth * (1 - 0.7 * along) - distance, halfWidth);
}

const CLAVICLES: readonly Segment[] = [-1, 1].map((side) => ({
  from: [side * 0.08, -0.6],
  to: [side * 0.78, -0.82],
  halfWidth: 0.045,
  brightness: 0.12,
}));

/** Vessels fan out from each hilum and taper. */
function vessels(seed: string): Segment[] {
  const random = randomFrom(`${seed} vessels`);
  return [-1, 1].flatMap((side) =>
    Array.from({ length: 34 }, (): Segment => {
      const angle = (random() - 0.42) * 2.9;
      const length = 0.16 + 0.3 * random();
      const from: [number, number] = [side * (0.15 + 0.05 * random()), -0.02 + 0.1 * (random() - 0.5)];
      return {
        from,
        to: [from[0] + side * cos(angle) * length, from[1] + sin(angle) * length],
        halfWidth: 0.006 + 0.01 * random(),
        brightness: 0.04 + 0.08 * random(),
      };
    }),
  );
}

/** Brightness of the radiograph, `matrix` x `matrix` values row by row, each from 0 to 1. */
export function chestProjection(
  matrix: number,
  seed: string,
  opacity: ChestOpacity | undefined,
): Float32Array {
  const image = new Float32Array(matrix * matrix);
  const lines = [...CLAVICLES, ...vessels(seed)];
  for (let row = 0; row < matrix; row += 1) {
    const y = (2 * row + 1) / matrix - 1;
    for (let column = 0; column < matrix; column += 1) {
      image[row * matrix + column] = brightness((2 * column + 1) / matrix - 1, y, opacity);
    }
  }
  const bright = new Float32Array(matrix * matrix);
  for (const line of lines) drawSegment(bright, matrix, line);
  for (let pixel = 0; pixel < image.length; pixel += 1)
    image[pixel] = (image[pixel] ?? 0) + (bright[pixel] ?? 0);
  return image;
}

function brightness(x: number, y: number, opacity: ChestOpacity | undefined): number {
  const torso = torsoShare(x, y);
  if (torso === 0) return 0.02;
  const lung = max(lungShare(x, y, -1), lungShare(x, y, 1));
  const middle = mediastinum(x, y);
  const spine = 0.1 * soft(0.075 - abs(x), 0.05) + 0.03 * soft(0.1 - abs(x), 0.03);
  const softTissue = 0.74 + 0.14 * soft(y - 0.35, 0.5) - 0.1 * soft(abs(x) - 0.72, 0.2);
  const aerated =
    0.33 + 0.06 * (y + 0.3) ** 2 + 0.06 * hypot(x * 0.9, y) - 0.05 * soft(abs(abs(x) - 0.42) - 0.2, 0.3);
  let value = softTissue * (1 - lung) + aerated * lung;
  value = value * (1 - middle) + max(value, 0.82) * middle + spine + ribs(x, y);
  if (opacity !== undefined) {
    const [a, b] = opacity.radii;
    const cloud = exp(
      -1.2 * (((x - opacity.centre[0]) / a) ** 2 + ((y - opacity.centre[1]) / b) ** 2) ** 1.5,
    );
    value += opacity.brightness * cloud * lung * (1 + 0.18 * sin(41 * x + 3 * sin(23 * y)) * cos(37 * y));
  }
  return 0.02 * (1 - torso) + value * torso;
}

function drawSegment(image: Float32Array, matrix: number, segment: Segment): void {
  const { from, to, halfWidth, brightness: added } = segment;
  const pixelOf = (coordinate: number): number =>
    max(0, min(matrix - 1, Math.round(((coordinate + 1) * matrix - 1) / 2)));
  const reach = halfWidth * 1.6;
  for (
    let row = pixelOf(min(from[1], to[1]) - reach);
    row <= pixelOf(max(from[1], to[1]) + reach);
    row += 1
  ) {
    const y = (2 * row + 1) / matrix - 1;
    const last = pixelOf(max(from[0], to[0]) + reach);
    for (let column = pixelOf(min(from[0], to[0]) - reach); column <= last; column += 1) {
      const pixel = row * matrix + column;
      const here = added * segmentShare((2 * column + 1) / matrix - 1, y, segment);
      image[pixel] = max(image[pixel] ?? 0, here);
    }
  }
}
