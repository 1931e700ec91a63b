import type { PassedOver } from '@firstread/contract';
import type { Works } from '../worklist/index.js';
import type { ListedThen } from './domain/list-replay.js';

const NEVER = new Date(8_640_000_000_000_000);

/** What "next" would have had against a study of a past list for a reader; their rights are those of today. */
export function keptFrom(
  works: Works,
  readerId: string,
  study: ListedThen,
  at: Date,
): PassedOver['why'] | null {
  const { studyUid, orderClass, overdue, reasons, dueAt, hold, claim, skips } = study;
  const skippedAt = skips.findLast((skip) => skip.readerId === readerId)?.at ?? null;
  const candidate = {
    studyUid,
    orderClass,
    overdue,
    suspected: reasons.includes('ai'),
    dueAt: dueAt ?? NEVER,
    hold,
    claim: claim && { holderId: claim.readerId ?? '', handedOver: claim.handedOver },
    skippedAt,
  };
  return works.whyNot(readerId, candidate, at);
}

/** Whether the reader could have taken it. */
export function couldTake(works: Works) {
  return (readerId: string, study: ListedThen, at: Date): boolean =>
    keptFrom(works, readerId, study, at) === null;
}
