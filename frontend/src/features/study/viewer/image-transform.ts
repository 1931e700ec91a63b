import type { Types } from '@cornerstonejs/core';
import type { Point } from '../model/measurement';

/** From pixels of the image on the screen to the screen, and back. */
export interface ImageTransform {
  toScreen: (point: Point) => Point;
  toImage: (point: Point) => Point;
}

/** By the geometry that the viewport itself draws the image with. */
export function imageTransform(viewport: Types.IStackViewport): ImageTransform | null {
  const data = viewport.getImageData();
  if (!data) return null;
  const { origin, spacing, direction } = data;
  const place = (column: number, row: number): Types.Point2 => {
    const [x, y] = [column * (spacing[0] ?? 1), row * (spacing[1] ?? 1)];
    const world = [0, 1, 2].map(
      (axis) => (origin[axis] ?? 0) + (direction[axis] ?? 0) * x + (direction[axis + 3] ?? 0) * y,
    );
    return viewport.worldToCanvas(world as Types.Point3);
  };
  const start = place(0, 0);
  const across = place(1, 0);
  const down = place(0, 1);
  const [a, b] = [across[0] - start[0], across[1] - start[1]];
  const [c, d] = [down[0] - start[0], down[1] - start[1]];
  const area = a * d - b * c;
  if (!Number.isFinite(area) || area === 0) return null;
  return {
    toScreen: ([x, y]) => [start[0] + a * x + c * y, start[1] + b * x + d * y],
    toImage: ([x, y]) => {
      const [right, below] = [x - start[0], y - start[1]];
      return [(d * right - c * below) / area, (a * below - b * right) / area];
    },
  };
}
