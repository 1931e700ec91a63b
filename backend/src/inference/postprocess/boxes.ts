import type { BoxesOutput, Finding } from '@firstread/contract';
import { apply } from '../preprocess/affine.js';
import type { Reading } from './reading.js';
import type { Tensor } from './tensor.js';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
  score: number;
}

/** Boxes of every plane that score enough, in the pixels of its image, the strongest first. */
export function detected(
  output: BoxesOutput,
  { boxes, scores }: { boxes: Tensor; scores: Tensor },
  { planes, images }: Reading,
): Finding {
  const { finding, operatingPoint, minimumScore, overlapLimit, maximumBoxes } = output;
  const found = planes.flatMap((plane, n) => {
    const candidates = boxesOf(output, boxes, scores, n).filter((box) => box.score >= minimumScore);
    const image = images[plane.image];
    return strongest(candidates, overlapLimit).flatMap((box) => {
      if (!image) return [];
      const [x1, y1] = apply(plane.toSource, [box.left, box.top]);
      const [x2, y2] = apply(plane.toSource, [box.right, box.bottom]);
      const [left, right] = within([x1, x2], image.columns);
      const [top, bottom] = within([y1, y2], image.rows);
      if (left >= right || top >= bottom) return [];
      return [{ sopInstanceUid: image.sopInstanceUid, left, top, right, bottom, score: box.score }];
    });
  });
  const kept = found.sort((a, b) => b.score - a.score).slice(0, maximumBoxes);
  const score = kept[0]?.score ?? 0;
  return {
    concept: finding.concept,
    label: finding.label,
    critical: finding.critical,
    flagged: kept.length > 0 && score >= operatingPoint,
    score,
    operatingPoint,
    quantity: null,
    keyImage: kept[0]?.sopInstanceUid ?? null,
    boxes: kept,
  };
}

/** Drops a box that covers more than the limit of a stronger one (intersection over union). */
function strongest(boxes: readonly Box[], limit: number): Box[] {
  const kept: Box[] = [];
  for (const box of [...boxes].sort((a, b) => b.score - a.score))
    if (kept.every((other) => overlap(box, other) <= limit)) kept.push(box);
  return kept;
}

function overlap(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left));
  const height = Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const both = width * height;
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}

function area({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

/** Smaller end first, inside the image. */
function within([a, b]: [number, number], length: number): [number, number] {
  const inside = (value: number): number => Math.min(length, Math.max(0, value));
  return [inside(Math.min(a, b)), inside(Math.max(a, b))];
}

/** Boxes of item `n`: N x K x 4 with N x K scores, or K x 4 with K scores where there is one item. */
function boxesOf(output: BoxesOutput, boxes: Tensor, scores: Tensor, n: number): Box[] {
  const perItem = boxes.dims.length === 3 ? (boxes.dims[1] ?? 0) : (boxes.dims[0] ?? 0);
  const items = boxes.dims.length === 3 ? (boxes.dims[0] ?? 0) : 1;
  const fits =
    boxes.dims.at(-1) === 4 &&
    boxes.data.length === items * perItem * 4 &&
    scores.data.length === items * perItem;
  if (!fits || n >= items)
    throw new Error(
      `Expected boxes of N × K × 4 with scores of N × K in ${output.tensor} and ${output.scores}, got ${boxes.dims.join(' × ')} and ${scores.dims.join(' × ')}`,
    );
  return Array.from({ length: perItem }, (_, k) => {
    const at = n * perItem + k;
    const [left, top, right, bottom] = boxes.data.subarray(at * 4, at * 4 + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    return { left, top, right, bottom, score: scores.data[at] as number };
  });
}
