import { siteTime } from './site-time.js';
import type { ClinicalEvent } from './vocabulary.js';

/** An event with the account of who did it; null where that is not known. */
export interface ReaderEvent extends ClinicalEvent {
  studyUid: string;
  /** UUID. */
  readerId: string | null;
}

/** A day by the calendar of the site, YYYY-MM-DD. */
export interface ReaderDay {
  day: string;
  readerId: string;
}

/** What a reader took from the list by themselves. */
export interface ListChoice {
  /** That of the event. */
  id: string;
  studyUid: string;
  readerId: string;
  at: Date;
}

/** By how much what a transaction writes may be later than its events say. */
const TRANSACTION_MS = 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Days of readers in which the events of one study may count: every reader that had to do with it, on every day since the
 * first of them had. Rather too many than too few: what is taken back counts where it was done. Events are in the order of the log.
 */
export function readerDaysOf(events: readonly ReaderEvent[], timeZone: string): ReaderDay[] {
  const first = events.findIndex((event) => readersOf(event).length > 0);
  if (first < 0) return [];
  const since = events.slice(first);
  const days = new Set(
    since.flatMap(({ recordedAt }) => [
      siteTime(recordedAt, timeZone).day,
      siteTime(new Date(recordedAt.getTime() + TRANSACTION_MS), timeZone).day,
    ]),
  );
  return [...new Set(since.flatMap(readersOf))].flatMap((readerId) =>
    [...days].map((day) => ({ day, readerId })),
  );
}

function readersOf({ readerId, detail }: ReaderEvent): string[] {
  return [readerId, detail.reader].filter((one) => typeof one === 'string' && UUID.test(one)) as string[];
}

export function choicesIn(events: readonly ReaderEvent[]): ListChoice[] {
  return events.flatMap(({ id, studyUid, readerId, kind, detail, recordedAt: at }) =>
    kind === 'claimed' && detail.how === 'chosen' && readerId !== null
      ? [{ id, studyUid, readerId, at }]
      : [],
  );
}
