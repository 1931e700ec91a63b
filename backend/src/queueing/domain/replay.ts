import {
  type Estimate,
  type ReadingOrderChoice,
  type Refusal,
  type StudyGroup,
  type WhatIfModel,
} from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import type { Random } from './draw.js';
import { bootstrapByDay, type DayTotal } from './estimates.js';
import { GROUPS } from './groups.js';
import { withInstantFlags, withoutFlags, type Load, type Shifts } from './load.js';
import { fallbackTimestamps, FEWEST_STUDIES, SMALLEST_CELL, tooBusy, tooFew } from './refusals.js';
import { asOpened, readingOrderOf, type ReadingOrder } from './reading-order.js';
import { replayLoadOf, type LoggedStudy, type ReplayLoad } from './replay-load.js';
import { simulate, type Readings } from './simulate.js';
import { memberOf, waitsOf } from './waits.js';

export interface ReplayInput {
  studies: readonly LoggedStudy[];
  /** When each reader was at work in the window. */
  shifts: readonly Shifts[];
  /** The policy of the time. */
  order: ReadingOrderChoice;
  /** Tiers of the models where the order is hierarchical. */
  ranks: Readonly<Record<string, WhatIfModel['rank']>>;
}

/**
 * The log read again, each time with its own arrivals, shifts and reading times: without any flag, with flags at once, with
 * flags when they came, and in the order in which the studies were opened in truth.
 */
export const ARMS = ['withoutAi', 'instantAi', 'withAi', 'asOpened'] as const;
export type Arm = (typeof ARMS)[number];

/**
 * From what the AI could have saved to what was measured, in minutes of the mean wait of a group. Savings and losses add
 * up: measured = without AI - achievable + latency + order not followed + residual.
 */
export interface GapAttribution {
  /** Without AI less flags at once. */
  achievableMinutes: Estimate;
  /** Flags when they came less flags at once. */
  latencyLossMinutes: Estimate;
  /** The order of truth less the order of the policy. */
  orderNotFollowedLossMinutes: Estimate;
  /** Measured less the replay of the order of truth: breaks, other work, readers unlike each other. */
  residualMinutes: Estimate;
  /** Without AI less flags when they came: what the order gave. */
  savedMinutes: Estimate;
}

/** What the AI did to the waits of a group: with flags when they came less without any. Negative is a gain. */
export interface GroupChange {
  studies: number;
  withoutAiMinutes: number;
  withAiMinutes: number;
  /** Paired by study, with the interval by day. */
  changeMinutes: Estimate;
  p99WithoutAiMinutes: number | null;
  p99WithAiMinutes: number | null;
}

export interface Replay {
  utilisation: number;
  leftOut: ReplayLoad['leftOut'];
  /** Of the diseased. */
  gap: Answer<GapAttribution>;
  /** Of each group: who gained and who paid. */
  groups: Record<StudyGroup, Answer<GroupChange>>;
  /** Wait of each study by arm and as measured, minutes, in the order of `ids`. */
  ids: readonly string[];
  waits: Readonly<Record<Arm | 'measured', Float64Array>>;
}

/**
 * Counterfactual replay of a log: the two arms of QuCAD (Thompson et al., Queueing Systems 108, 2024) on the real arrivals
 * in place of drawn ones, so that it needs no steady state. Differences are paired by study; their intervals draw whole
 * days (percentile bootstrap), because studies of a day wait for each other. `random` gives numbers in [0, 1).
 */
export function replay(input: ReplayInput, random: Random): Answer<Replay> {
  const replayed = replayLoadOf(input.studies, input.ranks);
  const { load, studies } = replayed;
  const fallback = studies.filter(({ fallbackTimestamp }) => fallbackTimestamp).length / studies.length;
  const refusal = tooFew(studies.length, 'studies that were read') ?? fallbackTimestamps(fallback);
  if (refusal) return refused(refusal);
  const readings = readingsOf(replayed, input);
  const { busyMinutes, staffedMinutes } = readings.withAi;
  const utilisation = staffedMinutes > 0 ? busyMinutes / staffedMinutes : 1;
  const busy = tooBusy(utilisation) ?? unfinished(readings);
  if (busy) return refused(busy);
  const days = daysOf(studies);
  const waits = {
    withoutAi: readings.withoutAi.waitMinutes,
    instantAi: readings.instantAi.waitMinutes,
    withAi: readings.withAi.waitMinutes,
    asOpened: readings.asOpened.waitMinutes,
    measured: Float64Array.from(studies, (one) => one.openedMinutes - one.readyMinutes),
  };
  const differ = (group: StudyGroup, of: (study: number) => number) =>
    bootstrapByDay(dayTotals(load, group, days, of), random);
  return known({
    utilisation,
    leftOut: replayed.leftOut,
    gap: attributed(load, waits, differ),
    groups: Object.fromEntries(
      GROUPS.map((group) => [group, changeOf(load, readings, group, waits, differ)]),
    ) as Replay['groups'],
    ids: studies.map(({ id }) => id),
    waits,
  });
}

type Waits = Replay['waits'];
type Differ = (group: StudyGroup, of: (study: number) => number) => Estimate;

function readingsOf({ load, studies }: ReplayLoad, { order, shifts }: ReplayInput): Record<Arm, Readings> {
  const policy = readingOrderOf(order, load.profiles, load.ranks);
  const inTruth = asOpened(Float64Array.from(studies, ({ openedMinutes }) => openedMinutes));
  const by = (one: Load, ordered: ReadingOrder) =>
    simulate(one, { order: ordered, shifts, interrupts: false, untilMinutes: Number.POSITIVE_INFINITY });
  return {
    withoutAi: by(withoutFlags(load), policy),
    instantAi: by(withInstantFlags(load), policy),
    withAi: by(load, policy),
    asOpened: by(load, inTruth),
  };
}

/** The hours of work that were logged must have been enough to read what was logged as read. */
function unfinished(readings: Record<Arm, Readings>): Refusal | undefined {
  const open = Math.max(...ARMS.map((arm) => readings[arm].open.reduce((sum, one) => sum + one, 0)));
  if (open === 0) return undefined;
  return {
    code: 'impossibleInput',
    reason: `In the hours of work that are logged, ${open} of the studies could not have been read: hours are missing.`,
  };
}

function attributed(load: Load, waits: Waits, differ: Differ): Answer<GapAttribution> {
  const diseased = count(load, 'diseased');
  const few = tooFew(diseased, 'studies known to have a condition that the AI looks for', FEWEST_STUDIES);
  if (few) return refused(few);
  const less = (a: keyof Waits, b: keyof Waits) =>
    differ('diseased', (study) => (waits[a][study] as number) - (waits[b][study] as number));
  return known({
    achievableMinutes: less('withoutAi', 'instantAi'),
    latencyLossMinutes: less('withAi', 'instantAi'),
    orderNotFollowedLossMinutes: less('asOpened', 'withAi'),
    residualMinutes: less('measured', 'asOpened'),
    savedMinutes: less('withoutAi', 'withAi'),
  });
}

function changeOf(
  load: Load,
  { withoutAi, withAi }: Record<Arm, Readings>,
  group: StudyGroup,
  waits: Waits,
  differ: Differ,
): Answer<GroupChange> {
  const few = tooFew(count(load, group), 'studies of this kind', SMALLEST_CELL);
  if (few) return refused(few);
  const [before, after] = [withoutAi, withAi].map((one) => waitsOf(load, one, memberOf(load, group)));
  return known({
    studies: before?.studies ?? 0,
    withoutAiMinutes: before?.mean ?? 0,
    withAiMinutes: after?.mean ?? 0,
    changeMinutes: differ(
      group,
      (study) => (waits.withAi[study] as number) - (waits.withoutAi[study] as number),
    ),
    p99WithoutAiMinutes: before?.quantiles.p99 ?? null,
    p99WithAiMinutes: after?.quantiles.p99 ?? null,
  });
}

function count(load: Load, group: StudyGroup): number {
  const belongs = memberOf(load, group);
  return load.groups.reduce((sum, _, study) => sum + (belongs(study) ? 1 : 0), 0);
}

/** Place of the day of each study. */
function daysOf(studies: readonly LoggedStudy[]): Int32Array {
  const places = new Map<string, number>();
  return Int32Array.from(studies, ({ day }) => {
    const place = places.get(day) ?? places.size;
    places.set(day, place);
    return place;
  });
}

function dayTotals(
  load: Load,
  group: StudyGroup,
  days: Int32Array,
  of: (study: number) => number,
): DayTotal[] {
  const belongs = memberOf(load, group);
  const totals: DayTotal[] = [];
  days.forEach((day, study) => {
    const total = (totals[day] ??= { sum: 0, count: 0 });
    if (!belongs(study)) return;
    total.sum += of(study);
    total.count += 1;
  });
  return totals;
}
