import { IDENTITY } from '../preprocess/affine.js';
import type { Reading } from '../postprocess/reading.js';

/** Square images of 1 mm pixels and 5 mm slices, read as they are. */
export function squares(side: number, count = 1): Reading {
  const each = Array.from({ length: count }, (_, index) => index);
  return {
    images: each.map((index) => ({
      sopInstanceUid: `1.2.${index}`,
      rows: side,
      columns: side,
      pixelAreaMm2: 1,
      sliceExtentMm: 5,
    })),
    planes: each.map((image) => ({ rows: side, columns: side, toSource: IDENTITY, image })),
    back: each.map((index) => ({ lower: index, upper: index, share: 0 })),
    byPlane: true,
  };
}
