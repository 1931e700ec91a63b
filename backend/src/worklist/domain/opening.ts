import type { ChangeSince, SeenStudy, WorklistItem } from '@firstread/contract';

/** Who read a study; both are null where it was no person of this site. */
export interface Person {
  id: string | null;
  name: string | null;
}

/** What became of a row since the reader saw it, apart from what they did themselves. */
export function changesSince(
  seen: SeenStudy['row'],
  item: WorklistItem | null,
  readerId: string,
  readBy: Person | null,
): ChangeSince[] {
  if (!seen) return [];
  if (!item) return [{ kind: 'offList' }];
  if (item.version <= seen.version) return [];
  const { claim, reading, orderClass } = item;
  const changes: ChangeSince[] = [];
  if (claim && claim.holderId !== seen.holderId && claim.holderId !== readerId)
    changes.push({ kind: 'claimed', by: claim.holder });
  if (reading === 'read' && seen.reading === 'unread' && readBy?.id !== readerId)
    changes.push({ kind: 'read', by: readBy?.name ?? null });
  if (orderClass !== seen.orderClass) changes.push({ kind: 'ordered', orderClass });
  return changes;
}
