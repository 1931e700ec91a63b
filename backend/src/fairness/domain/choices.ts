import { ListReplay, type ListedThen, type LogEntry } from './list-replay.js';

/** A study that a reader chose from the list by themselves. */
export interface Choice {
  studyUid: string;
  readerId: string;
  at: Date;
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

/** The choices among entries since `from`; those before build up the list. Entries are in the order of the log. */
export function choicesOf(entries: readonly LogEntry[], from: Date, { rvuOf, couldTake }: Known): Choice[] {
  const replay = new ListReplay();
  const choices: Choice[] = [];
  for (const entry of entries) {
    const { readerId, studyUid, recordedAt: at, kind, detail } = entry;
    if (kind === 'claimed' && detail.how === 'chosen' && readerId !== null && at >= from) {
      const open = replay
        .at(at)
        .filter((study) => study.studyUid === studyUid || couldTake(readerId, study, at))
        .map((study) => study.studyUid);
      const index = open.indexOf(studyUid);
      if (index >= 0) {
        const passed = open.slice(0, index).flatMap((uid) => rvuOf(uid) ?? []);
        const rvu = rvuOf(studyUid);
        choices.push({
          studyUid,
          readerId,
          at,
          place: index + 1,
          of: open.length,
          rvu,
          medianPassedRvu: median(passed),
        });
      }
    }
    replay.apply(entry);
  }
  return choices;
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
