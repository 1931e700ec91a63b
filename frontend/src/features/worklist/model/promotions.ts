import { compareReadingOrder, type WorklistItem } from '@firstread/contract';

/**
 * What the reading order has promoted since a reader left it for a sort of their own: a sorted list would not show it.
 * New studies behind all that were loaded then are no news. Pure; both lists are in reading order.
 */
export function promotedSince(
  before: readonly WorklistItem[],
  now: readonly WorklistItem[],
): { movedUp: WorklistItem[]; added: WorklistItem[] } {
  const known = new Map(before.map((item) => [item.studyInstanceUid, item]));
  const last = before.at(-1);
  const movedUp: WorklistItem[] = [];
  const added: WorklistItem[] = [];
  for (const item of now) {
    const former = known.get(item.studyInstanceUid);
    if (former && compareReadingOrder(item, former) < 0) movedUp.push(item);
    if (!former && last && compareReadingOrder(item, last) < 0) added.push(item);
  }
  return { movedUp, added };
}
