import type { StackImage } from './image-stack';
import type { Segment, Segmentation, SegFrame } from './seg-decoder';

/** A segmentation laid over a series: every frame has its image, or nothing is placed at all. */
export interface PlacedOverlay {
  rows: number;
  columns: number;
  segments: readonly Segment[];
  /** By image id. */
  frames: ReadonlyMap<string, readonly SegFrame[]>;
  frameCount: number;
}

export type Placement =
  | { ok: true; overlay: PlacedOverlay }
  | { ok: false; problem: 'size' | 'geometry' }
  | { ok: false; problem: 'unplaced'; count: number; total: number };

const keyOf = (uid: string, frame: number): string => `${uid}#${frame}`;

function near(a: readonly number[] | null, b: readonly number[] | null, tolerance: number): boolean {
  // What neither states cannot contradict; the reference alone decides then.
  if (!a || !b) return true;
  return a.every((value, index) => Math.abs(value - (b[index] ?? Number.NaN)) <= tolerance);
}

export function placeSegmentation(segmentation: Segmentation, images: readonly StackImage[]): Placement {
  const byReference = new Map(images.map((image) => [keyOf(image.sopInstanceUid, image.frame), image]));
  const frames = new Map<string, SegFrame[]>();
  let unplaced = 0;
  for (const frame of segmentation.frames) {
    const uid = frame.sourceSopInstanceUid;
    const image = uid === null ? undefined : byReference.get(keyOf(uid, frame.sourceFrame));
    if (!image) {
      unplaced++;
      continue;
    }
    if (image.rows !== segmentation.rows || image.columns !== segmentation.columns)
      return { ok: false, problem: 'size' };
    if (!near(frame.orientation, image.orientation, 1e-3) || !near(frame.position, image.position, 0.1)) {
      return { ok: false, problem: 'geometry' };
    }
    const there = frames.get(image.imageId);
    if (there) there.push(frame);
    else frames.set(image.imageId, [frame]);
  }
  const total = segmentation.frames.length;
  if (unplaced > 0) return { ok: false, problem: 'unplaced', count: unplaced, total };
  const { rows, columns, segments } = segmentation;
  return { ok: true, overlay: { rows, columns, segments, frames, frameCount: total } };
}

/** The image on which the overlay is largest: where a reader wants to look first. */
export function largestImage(overlay: PlacedOverlay, images: readonly StackImage[]): number | null {
  let best: number | null = null;
  let most = 0;
  images.forEach((image, index) => {
    const pixels = (overlay.frames.get(image.imageId) ?? []).reduce((sum, frame) => sum + frame.pixels, 0);
    if (pixels > most) {
      most = pixels;
      best = index;
    }
  });
  return best;
}
