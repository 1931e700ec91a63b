import type { PixelScale } from './pixel-scale';

/** In pixels of the image; 0, 0 is the middle of the first one. */
export type Point = readonly [number, number];

export const measureTools = ['length', 'angle', 'ellipse', 'rectangle'] as const;
export type MeasureTool = (typeof measureTools)[number];

/** What the reader measured on one image. It belongs to the page and goes with it. */
export interface Measurement {
  id: number;
  tool: MeasureTool;
  imageId: string;
  /** Ends of a length; arm, vertex, arm of an angle; opposite corners of the box around an area. */
  points: readonly Point[];
}

/** Points that the tool is drawn with. */
export const pointsOf: Readonly<Record<MeasureTool, number>> = {
  length: 2,
  angle: 3,
  ellipse: 2,
  rectangle: 2,
};

const square: PixelScale = { x: 1, y: 1, atDetector: false };

/** In millimetres, or in pixels where the scale is not known. */
export function lengthOf([from = [0, 0], to = [0, 0]]: readonly Point[], scale: PixelScale | null): number {
  const { x, y } = scale ?? square;
  return Math.hypot((to[0] - from[0]) * x, (to[1] - from[1]) * y);
}

/** In degrees, 0 to 180; null while two of its points are one. */
export function angleOf(points: readonly Point[], scale: PixelScale | null): number | null {
  const [one, vertex, other] = points;
  if (!one || !vertex || !other) return null;
  const { x, y } = scale ?? square;
  const arm = (end: Point): Point => [(end[0] - vertex[0]) * x, (end[1] - vertex[1]) * y];
  const [a, b] = [arm(one), arm(other)];
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths === 0) return null;
  const cosine = (a[0] * b[0] + a[1] * b[1]) / lengths;
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** In square millimetres, or in pixels. */
export function areaOf(
  tool: 'ellipse' | 'rectangle',
  [from = [0, 0], to = [0, 0]]: readonly Point[],
  scale: PixelScale | null,
): number {
  const { x, y } = scale ?? square;
  const box = Math.abs(to[0] - from[0]) * x * Math.abs(to[1] - from[1]) * y;
  return tool === 'ellipse' ? (box * Math.PI) / 4 : box;
}

export interface PixelValues {
  rows: number;
  columns: number;
  /** Row by row, with the modality's rescaling applied. */
  valueAt: (index: number) => number;
}

export interface Statistics {
  count: number;
  mean: number;
  /** Of the pixels themselves, not of a sample of them. */
  deviation: number;
  minimum: number;
  maximum: number;
}

/** Over the pixels whose middle lies inside; null where there is none. */
export function statisticsOf(
  tool: 'ellipse' | 'rectangle',
  [from = [0, 0], to = [0, 0]]: readonly Point[],
  { rows, columns, valueAt }: PixelValues,
): Statistics | null {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const [halfX, halfY] = [(right - left) / 2, (bottom - top) / 2];
  const inside = (x: number, y: number): boolean =>
    tool === 'rectangle' || ((x - middleX) / halfX) ** 2 + ((y - middleY) / halfY) ** 2 <= 1;
  let [count, mean, squares, minimum, maximum] = [0, 0, 0, Infinity, -Infinity];
  for (let y = Math.max(0, Math.ceil(top)); y <= Math.min(rows - 1, Math.floor(bottom)); y += 1)
    for (let x = Math.max(0, Math.ceil(left)); x <= Math.min(columns - 1, Math.floor(right)); x += 1) {
      if (!inside(x, y)) continue;
      const value = valueAt(y * columns + x);
      count += 1;
      const off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
  return count === 0 ? null : { count, mean, deviation: Math.sqrt(squares / count), minimum, maximum };
}
