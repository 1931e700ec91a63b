import type { ChangeSince, SeenStudy, WorklistItem } from '@firstread/contract';

/** What became of a row since the reader saw it, apart from what they did themselves. `readBy` is a name. */
export function changesSince(
  seen: SeenStudy['row'],
  item: WorklistItem | null,
  readerId: string,
  readBy: string | null,
): ChangeSince[] {
  if (!seen) return [];
  if (!item) return [{ kind: 'offList' }];
  if (item.version <= seen.version) return [];
  const { claim, reading, orderClass } = item;
  const changes: ChangeSince[] = [];
  if (claim && claim.holderId !== seen.holderId && claim.holderId !== readerId)
    changes.push({ kind: 'claimed', by: claim.holder });
  if (reading === 'read' && seen.reading === 'unread') changes.push({ kind: 'read', by: readBy });
  if (orderClass !== seen.orderClass) changes.push({ kind: 'ordered', orderClass });
  return changes;
}
