import type { ReaderWork, SkipReason } from '@firstread/contract';
import type { Act } from './acts.js';
import type { Choice } from './choices.js';

/** What a reader did in one day, in figures that can be added up over days. */
export interface DayCounts {
  studiesRead: number;
  rvuRead: number;
  /** Studies that came, each once, by how it came first. */
  cameNext: number;
  cameChosen: number;
  cameTakenOver: number;
  cameHandedOver: number;
  cameUnknown: number;
  rvuAssigned: number;
  activeHours: number;
  studiesSkipped: number;
  /** Studies that came or were skipped. */
  studiesOffered: number;
  /** Of those that came. */
  studiesReleased: number;
  expired: number;
  steals: number;
  /** Among two studies or more. */
  choices: number;
  outOfOrder: number;
  /** Of (place − 1) / (of − 1), and of its square. */
  placeSum: number;
  placeSquares: number;
  /** Choices that passed over studies of another median work, and of these the lighter ones. */
  leaning: number;
  lighter: number;
  /** Acts, of one study or of several. */
  actsAssigned: number;
  actsSkipped: number;
  actsReleased: number;
}

/** With skips by reason. */
export interface ReaderDay extends DayCounts {
  skips: ReaderWork['skipped'];
}

/** What is known of one reader and day. */
export interface Done {
  acts: readonly Act[];
  choices: readonly Choice[];
  readings: readonly { rvu: number; at: Date }[];
  /** Null of a study that is gone. */
  rvuOf: (studyUid: string) => number | null;
  /** What the hours of the clock are told apart by. */
  hourOf: (at: Date) => number;
}

/** Null where the reader did nothing. `docs/metrics-fairness.md` says the same for people. */
export function readerDayOf({ acts, choices, readings, rvuOf, hourOf }: Done): ReaderDay | null {
  if (acts.length + choices.length + readings.length === 0) return null;
  const of = (kind: Act['kind']) => acts.filter((act) => act.kind === kind);
  const uids = (kind: Act['kind']) => new Set(of(kind).map(({ studyUid }) => studyUid));
  const [assigned, skipped, released] = [uids('assigned'), uids('skipped'), uids('released')];
  return {
    studiesRead: readings.length,
    rvuRead: inHundredths(readings.map(({ rvu }) => rvu)),
    ...waysOf(of('assigned')),
    rvuAssigned: inHundredths([...assigned].map((uid) => rvuOf(uid) ?? 0)),
    activeHours: new Set([...acts, ...readings].map(({ at }) => hourOf(at))).size,
    skips: reasonsOf(of('skipped')),
    studiesSkipped: skipped.size,
    studiesOffered: new Set([...assigned, ...skipped]).size,
    studiesReleased: [...released].filter((uid) => assigned.has(uid)).length,
    expired: of('expired').length,
    steals: of('stolen').length,
    ...choiceCounts(choices),
    actsAssigned: of('assigned').length,
    actsSkipped: of('skipped').length,
    actsReleased: of('released').length,
  };
}

const WAYS = {
  next: 'cameNext',
  chosen: 'cameChosen',
  takenOver: 'cameTakenOver',
  handedOver: 'cameHandedOver',
} as const;

type Ways = Pick<DayCounts, 'cameNext' | 'cameChosen' | 'cameTakenOver' | 'cameHandedOver' | 'cameUnknown'>;

function waysOf(assigned: readonly Act[]): Ways {
  const ways: Ways = { cameNext: 0, cameChosen: 0, cameTakenOver: 0, cameHandedOver: 0, cameUnknown: 0 };
  const seen = new Set<string>();
  for (const { studyUid, way } of assigned) {
    if (seen.has(studyUid)) continue;
    seen.add(studyUid);
    ways[way === null ? 'cameUnknown' : WAYS[way]] += 1;
  }
  return ways;
}

function reasonsOf(skips: readonly Act[]): ReaderDay['skips'] {
  const counts: ReaderDay['skips'] = {};
  for (const { reason } of skips) {
    const code = (reason ?? 'other') as SkipReason;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

type ChoiceCounts = Pick<
  DayCounts,
  'choices' | 'outOfOrder' | 'placeSum' | 'placeSquares' | 'leaning' | 'lighter'
>;

function choiceCounts(all: readonly Choice[]): ChoiceCounts {
  const choices = all.filter(({ of }) => of > 1);
  const places = choices.map(({ place, of }) => (place - 1) / (of - 1));
  const lean = choices.flatMap(({ rvu, medianPassedRvu }) =>
    rvu === null || medianPassedRvu === null || rvu === medianPassedRvu ? [] : [rvu < medianPassedRvu],
  );
  return {
    choices: choices.length,
    outOfOrder: choices.filter(({ place }) => place > 1).length,
    placeSum: sum(places),
    placeSquares: sum(places.map((place) => place ** 2)),
    leaning: lean.length,
    lighter: lean.filter(Boolean).length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of work, which has two places after the point. */
function inHundredths(values: readonly number[]): number {
  return Math.round(100 * sum(values)) / 100;
}

/** A day in which a reader did something so many times. */
export interface DayOfActs {
  /** YYYY-MM-DD. */
  day: string;
  acts: number;
}

/**
 * Which days hold a page of acts, newest first, and how many acts of these days come before it; undefined where none does.
 * Days are given newest first.
 */
export function daysOfPage(
  days: readonly DayOfActs[],
  after: number,
  limit: number,
): { from: string; to: string; skip: number } | undefined {
  let before = 0;
  let page: { from: string; to: string; skip: number } | undefined;
  for (const { day, acts } of days) {
    if (before >= after + limit) break;
    if (before + acts > after) page = { to: day, skip: after - before, ...page, from: day };
    before += acts;
  }
  return page;
}
