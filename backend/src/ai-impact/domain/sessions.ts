import type { ImpactHours } from '@firstread/contract';
import { known, refused, tooFew, type Answer, type Shifts } from '../../queueing/index.js';
import type { ReaderAct } from '../../turnaround/index.js';
import { MINUTE_MS, MOST_READ_MINUTES, type ImpactLog } from './readings.js';

/** A pause of more than this ends a session. */
export const LONGEST_PAUSE_MINUTES = 30;
/** Of fewer readings the reader must be known. */
export const LEAST_KNOWN_SHARE = 0.8;

/** When a reader was at work. */
export interface Session {
  readerId: string;
  fromMs: number;
  toMs: number;
}

export interface ReaderHours extends ImpactHours {
  list: readonly Session[];
}

/**
 * Hours of work inferred from what readers did: of each reader, acts and readings less than half an hour apart are one
 * session. A reading, from opened to its report, is work of whoever signed first; one of more than two hours counts as
 * its two ends alone. Who sits and waits for more than half an hour is not seen.
 */
export function readerHours({ acts, readings, from, until }: ImpactLog): Answer<ReaderHours> {
  const readers = readerByStudy(acts);
  const read = readings.flatMap(({ studyUid, openedAt, reportedAt }) =>
    openedAt && reportedAt ? [{ readerId: readers.get(studyUid), openedAt, reportedAt }] : [],
  );
  const few = tooFew(read.length, 'studies with a report');
  if (few) return refused(few);
  const own = read.flatMap(({ readerId, openedAt, reportedAt }) => {
    const [fromMs, toMs] = [openedAt.getTime(), reportedAt.getTime()];
    const whole = toMs >= fromMs && toMs - fromMs <= MOST_READ_MINUTES * MINUTE_MS;
    return readerId !== undefined && whole ? [{ readerId, fromMs, toMs }] : [];
  });
  const knownShare = read.filter(({ readerId }) => readerId !== undefined).length / read.length;
  if (knownShare < LEAST_KNOWN_SHARE)
    return refused({
      code: 'readersUnknown',
      reason: `Of only ${Math.round(knownShare * 100)} % of the readings it is known who read; below ${LEAST_KNOWN_SHARE * 100} % the hours of readers cannot be told.`,
    });
  const list = sessionsOf([
    ...acts.map(({ readerId, at }) => ({ readerId, fromMs: at.getTime(), toMs: at.getTime() })),
    ...own,
  ]);
  const minutes = list.reduce((sum, one) => sum + overlapMs(one, from.getTime(), until.getTime()), 0);
  return known({
    hours: minutes / MINUTE_MS / 60,
    readers: new Set(list.map(({ readerId }) => readerId)).size,
    sessions: list.length,
    knownShare,
    list,
  });
}

/** Who signed the first report, or claimed the study last before it. */
function readerByStudy(acts: readonly ReaderAct[]): Map<string, string> {
  const readers = new Map<string, string>();
  const signed = new Set<string>();
  for (const { studyUid, kind, readerId } of acts) {
    if (signed.has(studyUid)) continue;
    readers.set(studyUid, readerId);
    if (kind === 'preliminary' || kind === 'final') signed.add(studyUid);
  }
  return readers;
}

/** Spans of each reader, those joined that are no longer than a pause apart. */
export function sessionsOf(spans: readonly Session[]): Session[] {
  const ordered = [...spans].sort((a, b) => a.fromMs - b.fromMs);
  const ended: Session[] = [];
  const current = new Map<string, Session>();
  for (const span of ordered) {
    const before = current.get(span.readerId);
    if (before && span.fromMs - before.toMs <= LONGEST_PAUSE_MINUTES * MINUTE_MS) {
      before.toMs = Math.max(before.toMs, span.toMs);
      continue;
    }
    if (before) ended.push(before);
    current.set(span.readerId, { ...span });
  }
  return [...ended, ...current.values()].filter(({ fromMs, toMs }) => toMs > fromMs);
}

/**
 * The sessions as the replay takes them, in minutes from the start of the period. Whoever was the last at work stays until
 * the last study is read: in another order it may be read later than it was.
 */
export function shiftsOf(sessions: readonly Session[], from: Date): Shifts[] {
  const byReader = new Map<string, number[]>();
  const last = sessions.reduce((latest, { toMs }) => Math.max(latest, toMs), Number.NEGATIVE_INFINITY);
  const minutesAt = (ms: number) => (ms - from.getTime()) / MINUTE_MS;
  for (const { readerId, fromMs, toMs } of [...sessions].sort((a, b) => a.fromMs - b.fromMs)) {
    const shifts = byReader.get(readerId) ?? [];
    shifts.push(minutesAt(fromMs), toMs === last ? Number.POSITIVE_INFINITY : minutesAt(toMs));
    byReader.set(readerId, shifts);
  }
  return [...byReader.values()].map((shifts) => Float64Array.from(shifts));
}

/** Milliseconds of a session in a span. */
export function overlapMs({ fromMs, toMs }: Session, from: number, until: number): number {
  return Math.max(0, Math.min(toMs, until) - Math.max(fromMs, from));
}
