import type { Band, OrderClass } from '@firstread/contract';
import { decide, type RulesInForce, type Suspicion, type TriageFacts } from './policy.js';

const MINUTE = 60_000;

/** A study that comes in, and how long reading it takes. */
export interface Arrival {
  facts: TriageFacts;
  readMinutes: number;
}

/** When a study of the simulation was taken, in the order of the arrivals. */
export interface SimulatedReading {
  arrival: Arrival;
  waitMinutes: number;
  overdue: boolean;
}

/** A waiting study: its place before and after it becomes overdue, which is all that time changes of it. */
interface Waiting {
  index: number;
  readyMs: number;
  dueMs: number;
  early: Place;
  late: Place;
}

interface Place {
  band: Band;
  rankMs: number;
}

/**
 * Readers who each take the first study of the reading order, finish it and take the next. Decided by the policy itself;
 * without rules in order of arrival. `arrivals` are in order of their readiness.
 */
export function simulate(
  arrivals: readonly Arrival[],
  readers: number,
  rules: RulesInForce | 'fifo',
): SimulatedReading[] {
  const free = new Array<number>(readers).fill(Number.NEGATIVE_INFINITY);
  const readings = new Array<SimulatedReading>(arrivals.length);
  const waiting: Waiting[] = [];
  let next = 0;
  for (let taken = 0; taken < arrivals.length; taken++) {
    const reader = free.indexOf(Math.min(...free));
    const idle = waiting.length === 0 ? readyMs(arrivals[next]) : Number.NEGATIVE_INFINITY;
    const now = Math.max(free[reader] ?? 0, idle);
    while (next < arrivals.length && readyMs(arrivals[next]) <= now) {
      waiting.push(enter(arrivals[next] as Arrival, next, rules));
      next += 1;
    }
    const study = takeFirst(waiting, now);
    const arrival = arrivals[study.index] as Arrival;
    readings[study.index] = {
      arrival,
      waitMinutes: (now - study.readyMs) / MINUTE,
      overdue: now > study.dueMs,
    };
    free[reader] = now + arrival.readMinutes * MINUTE;
  }
  return readings;
}

function readyMs(arrival: Arrival | undefined): number {
  return arrival?.facts.readyAt.getTime() ?? Number.POSITIVE_INFINITY;
}

function enter({ facts }: Arrival, index: number, rules: RulesInForce | 'fifo'): Waiting {
  const ready = facts.readyAt.getTime();
  if (rules === 'fifo') {
    const place: Place = { band: 0, rankMs: ready };
    return { index, readyMs: ready, dueMs: Number.POSITIVE_INFINITY, early: place, late: place };
  }
  const early = decide(facts, rules, facts.readyAt);
  const late = decide(facts, rules, early.dueAt);
  return {
    index,
    readyMs: ready,
    dueMs: early.dueAt.getTime(),
    early: { band: early.band, rankMs: early.rankAt.getTime() },
    late: { band: late.band, rankMs: late.rankAt.getTime() },
  };
}

function takeFirst(waiting: Waiting[], now: number): Waiting {
  const placeOf = (one: Waiting): Place => (now >= one.dueMs ? one.late : one.early);
  let first = 0;
  for (let at = 1; at < waiting.length; at++) {
    const [a, b] = [placeOf(waiting[at] as Waiting), placeOf(waiting[first] as Waiting)];
    if (a.band < b.band || (a.band === b.band && a.rankMs < b.rankMs)) first = at;
  }
  return waiting.splice(first, 1)[0] as Waiting;
}

/** What synthetic arrivals are drawn from. */
export interface ArrivalMix {
  arrivalsPerHour: number;
  readMinutes: number;
  shares: Readonly<Record<'stat' | 'urgent', number>>;
  /** Of the studies that are not STAT. */
  flaggedShare: number;
  /** Modalities, locations and sites, of which each study gets one at random. */
  profiles: readonly Pick<TriageFacts, 'modalities' | 'location' | 'site'>[];
}

const SUSPICION: Suspicion = {
  modelId: 'simulated',
  modelName: 'Simulated',
  modelVersion: '1',
  label: 'Simulated suspicion',
  operatingPoint: null,
  stale: false,
};

/** Poisson arrivals with exponential reading times; `random` gives numbers in [0, 1). */
export function drawArrivals(count: number, mix: ArrivalMix, start: Date, random: () => number): Arrival[] {
  const gap = 60 / mix.arrivalsPerHour;
  let minutes = 0;
  return Array.from({ length: count }, () => {
    minutes += exponential(gap, random);
    const orderClass = drawClass(mix.shares, random());
    const flagged = orderClass !== 'stat' && random() < mix.flaggedShare;
    const profile = mix.profiles[Math.floor(random() * mix.profiles.length)];
    const { modalities, location, site } = profile ?? { modalities: [], location: null, site: null };
    return {
      facts: {
        orderClass,
        orderSource: 'order',
        modalities,
        location,
        site,
        readyAt: new Date(start.getTime() + minutes * MINUTE),
        suspicions: flagged ? [SUSPICION] : [],
        hold: null,
      },
      readMinutes: exponential(mix.readMinutes, random),
    };
  });
}

function exponential(mean: number, random: () => number): number {
  return -mean * Math.log(1 - random());
}

function drawClass({ stat, urgent }: ArrivalMix['shares'], at: number): OrderClass {
  if (at < stat) return 'stat';
  return at < stat + urgent ? 'urgent' : 'routine';
}
