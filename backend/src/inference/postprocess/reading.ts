import type { Affine } from '../preprocess/affine.js';
import type { Between } from '../preprocess/sampling.js';

/** Geometry of one input image, for quantities. Millimetres; null where the image does not say. */
export interface ImageGeometry {
  sopInstanceUid: string;
  rows: number;
  columns: number;
  pixelAreaMm2: number | null;
  /** Extent along the stack that this slice stands for. */
  sliceExtentMm: number | null;
}

/** How the tensors of a model lie in the images that it read. */
export interface Reading {
  images: readonly ImageGeometry[];
  /** Planes that the model read: their matrix, where they lie in an image, and the image they are nearest to. */
  planes: readonly { rows: number; columns: number; toSource: Affine; image: number }[];
  /** For each image, where it lies among the planes. */
  back: readonly Between[];
  /** Whether item n of a tensor is plane n; patches are no planes. */
  byPlane: boolean;
}
