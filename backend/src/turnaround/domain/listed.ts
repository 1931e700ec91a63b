import type { ClinicalEventKind } from '@firstread/contract';
import type { ClinicalEvent, EventDetail } from './vocabulary.js';

/** What the log says of whether a study is to be read. */
export interface ReadingEntry {
  kind: ClinicalEventKind;
  detail: Pick<EventDetail, 'reading'>;
  /** It takes another entry back. */
  takesBack: boolean;
}

/** Whether a study is to be read after an entry; undefined while it is not known to the list. Entries are in the order of the log. */
export function unreadAfter(
  before: boolean | undefined,
  { kind, detail: { reading }, takesBack }: ReadingEntry,
): boolean | undefined {
  if (kind === 'readyToRead') return (reading ?? 'unread') === 'unread';
  if (kind === 'priorityChanged') return reading === undefined ? (before ?? true) : reading === 'unread';
  if (kind === 'markedRead') return before === undefined ? undefined : takesBack;
  return kind === 'deleted' ? undefined : before;
}

/** Both are in it; null as its end while the study is on the list. */
export interface Listed {
  from: Date;
  until: Date | null;
}

/**
 * From when to when a study was on the list, times between in which it was not included. It begins before everything that
 * says so happened, by whichever of the two times is earlier. Events are in the order of the log; null of what was never on it.
 */
export function listedOf(events: readonly ClinicalEvent[]): Listed | null {
  let unread: boolean | undefined;
  let [from, until]: [Date | null, Date | null] = [null, null];
  for (const { kind, detail, corrects, recordedAt, happenedAt } of events) {
    const after = unreadAfter(unread, { kind, detail, takesBack: corrects !== null });
    if (after) from = earliest(from ?? recordedAt, happenedAt);
    if (unread && !after) until = recordedAt;
    unread = after;
  }
  return from && { from, until: unread ? null : until };
}

function earliest(one: Date, other: Date): Date {
  return other < one ? other : one;
}
