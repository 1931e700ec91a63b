import type { AiResult } from '@firstread/contract';
import type { ImageBox } from '../viewer/overlay-painter';

/** Rectangles of flagged findings that readers may see, by the image they lie on. */
export function boxesByImage(results: readonly AiResult[]): Map<string, ImageBox[]> {
  const boxes = new Map<string, ImageBox[]>();
  for (const { state, withheld, findings } of results) {
    if (state !== 'flagged' || withheld !== null) continue;
    for (const box of findings.filter((finding) => finding.flagged).flatMap((finding) => finding.boxes)) {
      const there = boxes.get(box.sopInstanceUid);
      if (there) there.push(box);
      else boxes.set(box.sopInstanceUid, [box]);
    }
  }
  return boxes;
}
