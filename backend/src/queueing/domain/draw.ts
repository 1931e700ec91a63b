import type { OrderClass, ReadTime, WhatIfModel } from '@firstread/contract';
import { groupBits } from './groups.js';
import { flagsOf, ORDER_CLASSES, type Load } from './load.js';
import { HOURS_OF_WEEK, type PreparedScenario, type ScenarioClass } from './scenario.js';

/** Numbers in [0, 1). */
export type Random = () => number;

export function exponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random());
}

/** By mean and coefficient of variation; the variate by Box and Muller (1958). */
export function logNormal(mean: number, cv: number, random: Random): number {
  const variance = Math.log(1 + cv ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}

interface DrawnStudy {
  ready: number;
  read: number;
  orderClass: OrderClass;
  profile: number;
  groups: number;
  condition: number;
}

/**
 * Synthetic studies: Poisson arrivals with the rates of each hour of the week, from Monday 00:00; order class, condition,
 * reading time and the flags of each model independent of each other, but for a flag of the condition. Flags are drawn from
 * a source of their own, so that other models leave the studies what they are.
 */
export function drawLoad(prepared: PreparedScenario, random: Random, flagRandom: Random): Load {
  const { classes, conditions, ranks, profiles, scenario } = prepared;
  const studies: DrawnStudy[] = [];
  const flags: { study: number; atMinutes: number; model: number }[] = [];
  for (let hour = 0; hour < scenario.days * 24; hour++) {
    const rateOf = ({ arrivalsPerHour }: ScenarioClass) => arrivalsPerHour[hour % HOURS_OF_WEEK] ?? 0;
    const total = classes.reduce((sum, one) => sum + rateOf(one), 0);
    if (total === 0) continue;
    // Without memory, the gaps may begin anew each hour.
    let ready = hour * 60 + exponential(60 / total, random);
    for (; ready < (hour + 1) * 60; ready += exponential(60 / total, random)) {
      const one = pick(classes, rateOf, random() * total) as ScenarioClass;
      const profile = classes.indexOf(one);
      const condition = drawCondition(one, random);
      const flagging = drawFlags(one, condition, flagRandom);
      for (const { model, atMinutes } of flagging)
        flags.push({ study: studies.length, model, atMinutes: ready + atMinutes });
      studies.push(drawStudy(one, { ready, profile, condition, flagging, conditions }, random));
    }
  }
  const column = (of: (study: DrawnStudy) => number) => studies.map(of);
  return {
    readyMinutes: Float64Array.from(column(({ ready }) => ready)),
    readMinutes: Float64Array.from(column(({ read }) => read)),
    orderClass: Uint8Array.from(column(({ orderClass }) => ORDER_CLASSES.indexOf(orderClass))),
    profile: Uint32Array.from(column(({ profile }) => profile)),
    groups: Uint16Array.from(column(({ groups }) => groups)),
    condition: Int16Array.from(column(({ condition }) => condition)),
    flags: flagsOf(flags),
    profiles,
    conditions,
    ranks,
  };
}

interface Flagging {
  model: number;
  condition: string;
  /** From ready to read. */
  atMinutes: number;
}

function drawCondition({ conditions }: ScenarioClass, random: Random): string | undefined {
  return pick(conditions, ({ prevalence }) => prevalence, random())?.name;
}

function drawFlags(one: ScenarioClass, condition: string | undefined, random: Random): Flagging[] {
  const flagging: Flagging[] = [];
  for (const { model, condition: sought, point, resultAfter } of one.models) {
    const rate = sought === condition ? point.sensitivity : 1 - point.specificity;
    if (random() < rate) flagging.push({ model, condition: sought, atMinutes: delay(resultAfter, random) });
  }
  return flagging;
}

function drawStudy(
  one: ScenarioClass,
  drawn: {
    ready: number;
    profile: number;
    condition: string | undefined;
    flagging: readonly Flagging[];
    conditions: readonly string[];
  },
  random: Random,
): DrawnStudy {
  const { ready, profile, condition, flagging, conditions } = drawn;
  const orderClass = drawClass(one, random());
  const targeted = one.models.some((model) => model.condition === condition);
  const groups = groupBits({
    orderClass,
    eligible: one.models.length > 0,
    flagged: flagging.length > 0,
    condition: condition === undefined ? 'none' : targeted ? 'targeted' : 'other',
    missed: !flagging.some((flag) => flag.condition === condition),
  });
  const read = readMinutes(one.readTime, random);
  return {
    ready,
    read,
    orderClass,
    profile,
    groups,
    condition: condition === undefined ? -1 : conditions.indexOf(condition),
  };
}

function readMinutes({ distribution, meanMinutes, cv }: ReadTime, random: Random): number {
  return distribution === 'exponential'
    ? exponential(meanMinutes, random)
    : logNormal(meanMinutes, cv, random);
}

function delay({ meanMinutes, cv }: WhatIfModel['resultAfter'], random: Random): number {
  return meanMinutes === 0 || cv === 0 ? meanMinutes : logNormal(meanMinutes, cv, random);
}

function drawClass({ statShare, urgentShare }: ScenarioClass, at: number): OrderClass {
  if (at < statShare) return 'stat';
  return at < statShare + urgentShare ? 'urgent' : 'routine';
}

/** The one that `at` falls in, by their shares in their order; undefined past the last. */
export function pick<T>(all: readonly T[], shareOf: (one: T) => number, at: number): T | undefined {
  let sum = 0;
  return all.find((one) => {
    sum += shareOf(one);
    return at < sum;
  });
}
