import type { ContentNode } from './content-tree.js';
import { nodesOf } from './content-tree.js';
import type { ReadFinding } from './read-finding.js';

/** Units of a share of one, or of a hundred. */
const SHARES = new Set(['1', '{0:1}', '{ratio}', '{score}', '{probability}']);

/** A score, and else the first quantity, among numbers. */
export function valuesOf(numbers: readonly ContentNode[]): Pick<ReadFinding, 'score' | 'quantity'> {
  let score: number | null = null;
  let quantity: ReadFinding['quantity'] = null;
  for (const { number } of numbers) {
    if (!number) continue;
    const unit = number.unit?.value ?? '1';
    const share = unit === '%' ? number.value / 100 : number.value;
    if ((SHARES.has(unit) || unit === '%') && share >= 0 && share <= 1) score ??= share;
    else quantity ??= { value: number.value, unit };
  }
  return { score, quantity };
}

/** Images that are named below a node, each once, and the rectangles around what is drawn on them. */
export function placesOf(node: ContentNode): Pick<ReadFinding, 'images' | 'boxes'> {
  const images = new Set<string>();
  const boxes: ReadFinding['boxes'] = [];
  for (const one of nodesOf(node)) {
    if (one.image) images.add(one.image);
    const image = one.children.find((child) => child.image)?.image;
    if (one.graphic && image) boxes.push(...boxAround(one.graphic, image));
  }
  return { images: [...images], boxes };
}

function boxAround(
  { type, points }: NonNullable<ContentNode['graphic']>,
  sopInstanceUid: string,
): ReadFinding['boxes'] {
  if (type === 'POINT' || points.length < 4) return [];
  const columns = points.filter((_, at) => at % 2 === 0);
  const rows = points.filter((_, at) => at % 2 === 1);
  if (type === 'CIRCLE') {
    const [x = 0, edgeX = 0] = columns;
    const [y = 0, edgeY = 0] = rows;
    const radius = Math.hypot(edgeX - x, edgeY - y);
    return [{ sopInstanceUid, left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }];
  }
  return [
    {
      sopInstanceUid,
      left: Math.min(...columns),
      top: Math.min(...rows),
      right: Math.max(...columns),
      bottom: Math.max(...rows),
    },
  ];
}
