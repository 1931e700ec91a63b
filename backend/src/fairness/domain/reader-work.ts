import {
  FEWEST_FOR_A_SHARE,
  FEWEST_READERS,
  proportion,
  type Fairness,
  type Measured,
  type ReaderWork,
  type SkipReason,
} from '@firstread/contract';
import { estimate } from '../../queueing/index.js';
import type { Act } from './acts.js';
import { quantile, type Choice } from './choices.js';

/** All that is known of the period. */
export interface Period {
  acts: readonly Act[];
  choices: readonly Choice[];
  readings: readonly { studyUid: string; readerId: string; rvu: number; at: Date }[];
  rvuOf: (studyUid: string) => number | null;
}

const HOUR_MS = 3_600_000;

/** The figures of one reader. `docs/metrics-fairness.md` says the same for people. */
export function workOf(readerId: string, name: string | null, period: Period): ReaderWork {
  const own = <T extends { readerId: string }>(all: readonly T[]) =>
    all.filter((one) => one.readerId === readerId);
  const [acts, choices, readings] = [own(period.acts), own(period.choices), own(period.readings)];
  const of = (kind: Act['kind']) => acts.filter((act) => act.kind === kind);
  const uids = (some: readonly { studyUid: string }[]) => new Set(some.map(({ studyUid }) => studyUid));
  const [assigned, skipped, released] = [uids(of('assigned')), uids(of('skipped')), uids(of('released'))];
  const rvuRead = sum(readings.map(({ rvu }) => rvu));
  const rvuOfAll = sum(period.readings.map(({ rvu }) => rvu));
  return {
    readerId,
    name,
    studiesRead: readings.length,
    rvuRead,
    rvuShare: rvuOfAll === 0 ? null : rvuRead / rvuOfAll,
    studiesAssigned: waysOf(of('assigned')),
    rvuAssigned: sum([...assigned].map((uid) => period.rvuOf(uid) ?? 0)),
    activeHours: new Set([...acts, ...readings].map(({ at }) => Math.floor(at.getTime() / HOUR_MS))).size,
    skipped: reasonsOf(of('skipped')),
    skipRate: share(skipped.size, new Set([...assigned, ...skipped]).size),
    releaseRate: share([...released].filter((uid) => assigned.has(uid)).length, assigned.size),
    expired: of('expired').length,
    steals: of('stolen').length,
    ...choiceFigures(choices),
  };
}

/** Quartiles over readers, of those figures that are sums. */
export function spreadOf(readers: readonly ReaderWork[]): Fairness['spread'] {
  const over = (figure: 'studiesRead' | 'rvuRead' | 'rvuAssigned') => {
    const values = readers.map((reader) => reader[figure]);
    const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(values, share) ?? 0) as [
      number,
      number,
      number,
    ];
    return readers.length < FEWEST_READERS ? null : { readers: readers.length, q1, median, q3 };
  };
  return { studiesRead: over('studiesRead'), rvuRead: over('rvuRead'), rvuAssigned: over('rvuAssigned') };
}

function choiceFigures(all: readonly Choice[]): Pick<ReaderWork, 'outOfOrder' | 'position' | 'cherryPick'> {
  const choices = all.filter(({ of }) => of > 1);
  const lean = choices.flatMap(({ rvu, medianPassedRvu }) =>
    rvu === null || medianPassedRvu === null || rvu === medianPassedRvu ? [] : [rvu < medianPassedRvu],
  );
  return {
    outOfOrder: share(choices.filter(({ place }) => place > 1).length, choices.length),
    position: meanOf(choices.map(({ place, of }) => (place - 1) / (of - 1))),
    cherryPick: share(lean.filter(Boolean).length, lean.length),
  };
}

/** With the interval of Wilson. */
function share(count: number, n: number): Measured {
  const { value, interval95 } = proportion(count, n);
  return measured(n, value, interval95);
}

/** With the interval of Student, within 0 and 1. */
function meanOf(values: readonly number[]): Measured {
  const { value, interval95 } = estimate(values);
  return measured(
    values.length,
    value,
    interval95 && [Math.max(0, interval95[0]), Math.min(1, interval95[1])],
  );
}

function measured(n: number, value: number | null, interval95: [number, number] | null): Measured {
  return n < FEWEST_FOR_A_SHARE
    ? { n, value: null, interval95: null, refused: 'tooFew' }
    : { n, value, interval95, refused: null };
}

/** Each study once, by how it came first. */
function waysOf(assigned: readonly Act[]): ReaderWork['studiesAssigned'] {
  const ways = { next: 0, chosen: 0, takenOver: 0, handedOver: 0, unknown: 0 };
  const seen = new Set<string>();
  for (const { studyUid, way } of assigned) {
    if (seen.has(studyUid)) continue;
    seen.add(studyUid);
    ways[way ?? 'unknown'] += 1;
  }
  return ways;
}

function reasonsOf(skips: readonly Act[]): ReaderWork['skipped'] {
  const counts: ReaderWork['skipped'] = {};
  for (const { reason } of skips) {
    const code = (reason ?? 'other') as SkipReason;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Of work, which has two places after the point. */
function sum(values: readonly number[]): number {
  return Math.round(100 * values.reduce((total, value) => total + value, 0)) / 100;
}
