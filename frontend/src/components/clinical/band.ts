import type { WorklistItem } from '@firstread/contract';

/** Band 1 has two doors; the badge says through which one the study came. */
export type BandKind = 'stat' | 'ai' | 'overdue' | 'raised' | 'urgent' | 'routine';

export function bandKind(item: Pick<WorklistItem, 'band' | 'orderClass' | 'reasons' | 'overdue'>): BandKind {
  switch (item.band) {
    case 0:
      // A rule may rank suspicions with STAT; that does not make them one.
      return item.orderClass === 'stat' ? 'stat' : 'ai';
    case 1:
      if (item.reasons.some((reason) => reason.kind === 'ai')) return 'ai';
      return item.overdue || item.reasons.some((reason) => reason.kind === 'overdue') ? 'overdue' : 'raised';
    case 2:
      return 'urgent';
    case 3:
      return 'routine';
  }
}
