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
import { firstFlags, withInstantFlags, withoutFlags, type Load, type Shifts } from './load.js';
import { fallbackTimestamps, FEWEST_STUDIES, SMALLEST_CELL, tooBusy, tooFew } from './refusals.js';
import { asOpened, readingOrderOf, type ReadingOrder } from './reading-order.js';
import { replayLoadOf, type LoggedStudy, type ReplayLoad } from './replay-load.js';
import { simulate, type Readings } from './simulate.js';
import { memberOf, waitsOf } from './waits.js';

export interface ReplayInput {
  studies: readonly LoggedStudy[];
  /** The model that is taken away; flags of others stay in every arm. */
  model: string;
  /** When each reader was at work in the window. */
  shifts: readonly Shifts[];
  /** The policy of the time. */
  order: ReadingOrderChoice;
  /** Tiers of the models where the order is hierarchical. */
  ranks: Readonly<Record<string, WhatIfModel['rank']>>;
}

/**
 * The log read again, each time with its own arrivals, shifts and reading times: without flags of the model, with its flags
 * at once, with its flags when they came, and in the order in which the studies were opened in truth.
 */
export const ARMS = ['withoutAi', 'instantAi', 'withAi', 'asOpened'] as const;
export type Arm = (typeof ARMS)[number];

/**
 * From what the AI could have saved to what was measured, in minutes of the mean wait of a group. Savings and losses add
 * up: measured = without AI - achievable + latency + late flags + order not followed + residual.
 */
export interface GapAttribution {
  /** Mean wait without the model. */
  withoutAiMinutes: Estimate;
  /** Without AI less flags at once. */
  achievableMinutes: Estimate;
  /** Flags when they came less flags at once, but for what follows. */
  latencyLossMinutes: Estimate;
  /** The part of studies that were open before their flag came. */
  lateFlagLossMinutes: Estimate;
  /** The order of truth less the order of the policy. */
  orderNotFollowedLossMinutes: Estimate;
  /** Measured less the replay of the order of truth: breaks, other work, readers unlike each other. */
  residualMinutes: Estimate;
  /** Without AI less flags when they came: what the order gave. */
  savedMinutes: Estimate;
  /** Mean wait as it was. */
  measuredMinutes: Estimate;
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
 * days (percentile bootstrap), because studies of a day wait for each other. `random` gives numbers in [0, 1);
 * `onProgress` hears after each of the arms how many are done.
 */
export function replay(
  input: ReplayInput,
  random: Random,
  onProgress: (done: number, of: number) => void = () => undefined,
): Answer<Replay> {
  const replayed = replayLoadOf(input.studies, input.model, input.ranks);
  const { load, studies } = replayed;
  const fallback = studies.filter(({ fallbackTimestamp }) => fallbackTimestamp).length / studies.length;
  const refusal = tooFew(studies.length, 'studies that were read') ?? fallbackTimestamps(fallback);
  if (refusal) return refused(refusal);
  const readings = readingsOf(replayed, input, onProgress);
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
    gap: attributed(load, waits, lateOf(replayed, readings.withAi), differ),
    groups: Object.fromEntries(
      GROUPS.map((group) => [group, changeOf(load, readings, group, waits, differ)]),
    ) as Replay['groups'],
    ids: studies.map(({ id }) => id),
    waits,
  });
}

type Waits = Replay['waits'];
type Differ = (group: StudyGroup, of: (study: number) => number) => Estimate;

function readingsOf(
  { load, studies, model }: ReplayLoad,
  { order, shifts }: ReplayInput,
  onProgress: (done: number, of: number) => void,
): Record<Arm, Readings> {
  const policy = readingOrderOf(order, load.profiles, load.ranks);
  const inTruth = asOpened(Float64Array.from(studies, ({ openedMinutes }) => openedMinutes));
  let done = 0;
  const by = (one: Load, ordered: ReadingOrder) => {
    const department = { order: ordered, shifts, interrupts: false, untilMinutes: Number.POSITIVE_INFINITY };
    const readings = simulate(one, department);
    onProgress((done += 1), ARMS.length);
    return readings;
  };
  return {
    withoutAi: by(withoutFlags(load, model), policy),
    instantAi: by(withInstantFlags(load, model), policy),
    withAi: by(load, policy),
    asOpened: by(load, inTruth),
  };
}

/** 1 where the flag of the model came after the study was opened. */
function lateOf({ load, model }: ReplayLoad, { openedMinutes }: Readings): Uint8Array {
  const first = firstFlags(load, model);
  return Uint8Array.from(first, (at, study) =>
    at < Number.POSITIVE_INFINITY && at > (openedMinutes[study] as number) ? 1 : 0,
  );
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

function attributed(load: Load, waits: Waits, late: Uint8Array, differ: Differ): Answer<GapAttribution> {
  const diseased = count(load, 'diseased');
  const few = tooFew(diseased, 'studies known to have a condition that the AI looks for', FEWEST_STUDIES);
  if (few) return refused(few);
  const mean = (arm: keyof Waits) => differ('diseased', (study) => waits[arm][study] as number);
  const less = (a: keyof Waits, b: keyof Waits, counts: (study: number) => boolean = () => true) =>
    differ('diseased', (study) =>
      counts(study) ? (waits[a][study] as number) - (waits[b][study] as number) : 0,
    );
  return known({
    withoutAiMinutes: mean('withoutAi'),
    achievableMinutes: less('withoutAi', 'instantAi'),
    latencyLossMinutes: less('withAi', 'instantAi', (study) => late[study] === 0),
    lateFlagLossMinutes: less('withAi', 'instantAi', (study) => late[study] === 1),
    orderNotFollowedLossMinutes: less('asOpened', 'withAi'),
    residualMinutes: less('measured', 'asOpened'),
    savedMinutes: less('withoutAi', 'withAi'),
    measuredMinutes: mean('measured'),
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
