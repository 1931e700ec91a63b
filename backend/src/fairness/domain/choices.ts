import { inReadingOrder, ListReplay, type ListedThen, type LogEntry } from './list-replay.js';

/** A study that a reader chose from the list by themselves. */
export interface Choice {
  /** In the reading order of those that the reader could have taken at that moment, from 1. */
  place: number;
  of: number;
  /** Null where the study is gone. */
  rvu: number | null;
  /** Of those before it whose work is known; null where there are none. */
  medianPassedRvu: number | null;
}

/** What is asked of studies and readers that the log does not hold. */
export interface Known {
  rvuOf: (studyUid: string) => number | null;
  couldTake: (readerId: string, study: ListedThen, at: Date) => boolean;
}

/**
 * The places of choices, by the id of the entry; none where the log has the study on no list. Entries are in the order of
 * the log, and those before a choice build up its list.
 */
export function choicesOf(
  entries: readonly LogEntry[],
  ids: ReadonlySet<string>,
  known: Known,
): Map<string, Choice> {
  const replay = new ListReplay();
  const choices = new Map<string, Choice>();
  for (const entry of entries) {
    const choice = ids.has(entry.id) ? choiceOf(entry, replay, known) : undefined;
    if (choice) choices.set(entry.id, choice);
    replay.apply(entry);
  }
  return choices;
}

function choiceOf(
  { studyUid, readerId, recordedAt: at }: LogEntry,
  replay: ListReplay,
  { rvuOf, couldTake }: Known,
): Choice | undefined {
  const chosen = replay.studyAt(studyUid, at);
  if (!chosen || readerId === null) return undefined;
  let of = 1;
  const passed: string[] = [];
  for (const study of replay.shownAt(at)) {
    if (study.studyUid === studyUid || !couldTake(readerId, study, at)) continue;
    of += 1;
    if (inReadingOrder(study, chosen) < 0) passed.push(study.studyUid);
  }
  return {
    place: passed.length + 1,
    of,
    rvu: rvuOf(studyUid),
    medianPassedRvu: median(passed.flatMap((uid) => rvuOf(uid) ?? [])),
  };
}

/** Of an even number, the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** By linear interpolation between ranks (type 7 of Hyndman and Fan, The American Statistician 50, 1996). */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank));
}
