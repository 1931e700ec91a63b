import type { ClosedFormAnswer, Refusal, StudyGroup, WhatIfScenario } from '@firstread/contract';
import { mapped, refused, type Answer } from './answer.js';
import { bitOf, GROUPS } from './groups.js';
import { outcomesOf, type Outcome } from './outcomes.js';
import { readingOrderOf, type ReadingOrder } from './reading-order.js';
import { fifoWait, nonPreemptiveWaits, preemptiveWaits, variabilityFactor } from './reader-pool.js';
import { tooBusy, variableReads } from './refusals.js';
import type { PreparedScenario } from './scenario.js';
import {
  accumulatingPriorityWaits,
  singleFifoWait,
  singleNonPreemptiveWaits,
  singlePreemptiveWaits,
  type ReadClass,
} from './single-reader.js';

/**
 * Mean waits of a scenario in steady state with flags that are there at once, several models as tiers of a priority queue
 * (multi-QuCAD, FDA/CDRH/OSEL; arXiv 2510.27104). One reader: Cobham (1954), Pollaczek and Khinchine, Kleinrock (1964);
 * several: Kella and Yechiali (1985), Buzen and Bondi (1983), reading times not exponential by Allen and Cunneen. Refused
 * with the reason where no formula fits.
 */
export function closedForm(prepared: PreparedScenario): Answer<ClosedFormAnswer> {
  const { scenario, profiles, ranks } = prepared;
  const order = readingOrderOf(scenario.order, profiles, ranks);
  const [with_, without] = [outcomesOf(prepared, order, true), outcomesOf(prepared, order, false)];
  const pool = poolOf(with_);
  const readers = prepared.readers[0] ?? 0;
  const utilisation = (pool.arrivalsPerMinute * pool.meanReadMinutes) / readers;
  const refusal = misfit(prepared, { utilisation, squaredCv: pool.squaredCv });
  if (refusal) return refused(refusal);
  const before = waitsByLine(prepared, order, without);
  if (!before.known) return before;
  return mapped(waitsByLine(prepared, order, with_), (after) => {
    const [without_, withAi] = [groupMeans(without, before.value), groupMeans(with_, after)];
    const saved = withAi.diseased === undefined ? null : (without_.diseased ?? 0) - withAi.diseased;
    return {
      utilisation,
      withoutAiMinutes: without_,
      withAiMinutes: withAi,
      conditions: prepared.conditions.flatMap((condition) => {
        const of = (one: Outcome) => one.condition === condition;
        const [wait, flaggedWait] = [
          meanWait(without.filter(of), before.value),
          meanWait(with_.filter(of), after),
        ];
        if (wait === undefined || flaggedWait === undefined) return [];
        return [{ condition, withoutAiMinutes: wait, withAiMinutes: flaggedWait }];
      }),
      savedMinutes: saved,
      savedShare: saved !== null && without_.diseased ? saved / without_.diseased : null,
      caveats: caveatsOf(prepared, pool.squaredCv),
    };
  });
}

/** Why no formula fits the scenario. */
function misfit(
  { scenario, readers, classes }: PreparedScenario,
  { utilisation, squaredCv }: { utilisation: number; squaredCv: number },
): Refusal | undefined {
  const varies = (hours: readonly number[]) => hours.some((one) => one !== hours[0]);
  if (varies(readers) || classes.some(({ arrivalsPerHour }) => varies(arrivalsPerHour)))
    return {
      code: 'variesByHour',
      reason: 'Readers or arrivals change with the hour; the formula knows one state that lasts.',
    };
  return (
    tooBusy(utilisation) ??
    orderMisfit(scenario, readers[0] ?? 0) ??
    readMisfit(scenario, readers[0] ?? 0, classes, squaredCv)
  );
}

function orderMisfit({ order }: WhatIfScenario, readers: number): Refusal | undefined {
  const outside = (reason: string): Refusal => ({ code: 'outsideFormula', reason });
  if (order.kind === 'rules')
    return outside('The rules put studies in order of their due times, which no formula describes.');
  if (order.kind === 'flaggedFirst' && order.overdue)
    return outside('Overdue studies change their place while they wait, which no formula describes.');
  if (order.kind === 'ageing' && readers > 1)
    return outside('Weighted waits have a formula for one reader alone.');
  return undefined;
}

function readMisfit(
  { interrupts }: WhatIfScenario,
  readers: number,
  classes: PreparedScenario['classes'],
  squaredCv: number,
): Refusal | undefined {
  if (readers === 1) return undefined;
  if (interrupts && classes.some(({ readTime }) => !sameMean(readTime, classes[0]?.readTime)))
    return {
      code: 'unequalReads',
      reason: 'Where several readers break off studies, the formula asks for the same reading time of all.',
    };
  return variableReads(squaredCv);
}

function sameMean(a: { meanMinutes: number }, b: { meanMinutes: number } | undefined): boolean {
  return a.meanMinutes === b?.meanMinutes;
}

function caveatsOf({ scenario, classes, readers }: PreparedScenario, squaredCv: number): string[] {
  const several = (readers[0] ?? 0) > 1;
  const late = scenario.models.some(({ resultAfter }) => resultAfter.meanMinutes > 0);
  const unequal = several && classes.some(({ readTime }) => !sameMean(readTime, classes[0]?.readTime));
  return [
    'Steady state, Poisson arrivals, readers alike, one list for all, nobody picks.',
    ...(late ? ['Flags are there at once: the most there is to gain.'] : []),
    ...(unequal ? ['The mean reading time of all classes stands for each.'] : []),
    ...(several && Math.abs(squaredCv - 1) > 1e-9
      ? ['Reading times that are not exponential enter by an approximation, good to about 6 %.']
      : []),
  ];
}

/** Several outcomes as one class; of a mixture with the variation between them. */
function poolOf(outcomes: readonly Outcome[]): ReadClass {
  let [rate, first, second] = [0, 0, 0];
  for (const { arrivalsPerMinute, readTime } of outcomes) {
    const { meanMinutes, cv } = readTime;
    rate += arrivalsPerMinute;
    first += arrivalsPerMinute * meanMinutes;
    second += arrivalsPerMinute * meanMinutes ** 2 * (1 + cv ** 2);
  }
  if (rate === 0) return { arrivalsPerMinute: 0, meanReadMinutes: 1, squaredCv: 1 };
  const mean = first / rate;
  return {
    arrivalsPerMinute: rate,
    meanReadMinutes: mean,
    squaredCv: Math.max(0, second / rate / mean ** 2 - 1),
  };
}

function waitsByLine(
  { scenario, readers }: PreparedScenario,
  order: ReadingOrder,
  outcomes: readonly Outcome[],
): Answer<number[]> {
  const lines = Array.from({ length: order.lines }, (_, line) =>
    poolOf(outcomes.filter((one) => one.line === line)),
  );
  if (readers[0] === 1) {
    if (order.weights)
      return accumulatingPriorityWaits(
        lines.map((one, line) => ({ ...one, weight: order.weights?.[line] ?? 1 })),
      );
    if (lines.length === 1) return mapped(singleFifoWait(lines), (wait) => [wait]);
    return scenario.interrupts ? singlePreemptiveWaits(lines) : singleNonPreemptiveWaits(lines);
  }
  const { meanReadMinutes, squaredCv } = poolOf(outcomes);
  const pool = { readers: readers[0] ?? 0, readMinutes: meanReadMinutes };
  const rates = lines.map(({ arrivalsPerMinute }) => ({ rate: arrivalsPerMinute }));
  const factor = variabilityFactor(1, squaredCv);
  const corrected = (waits: readonly number[]) => waits.map((wait) => wait * factor);
  if (lines.length === 1) return mapped(fifoWait(rates, pool), (wait) => corrected([wait]));
  return mapped((scenario.interrupts ? preemptiveWaits : nonPreemptiveWaits)(rates, pool), corrected);
}

function groupMeans(
  outcomes: readonly Outcome[],
  waits: readonly number[],
): Partial<Record<StudyGroup, number>> {
  const means: Partial<Record<StudyGroup, number>> = {};
  for (const group of GROUPS) {
    const mean = meanWait(
      outcomes.filter(({ groups }) => (groups & bitOf(group)) !== 0),
      waits,
    );
    if (mean !== undefined) means[group] = mean;
  }
  return means;
}

/** Undefined where no such studies come. */
function meanWait(outcomes: readonly Outcome[], waits: readonly number[]): number | undefined {
  let [rate, sum] = [0, 0];
  for (const { arrivalsPerMinute, line } of outcomes) {
    rate += arrivalsPerMinute;
    sum += arrivalsPerMinute * (waits[line] ?? 0);
  }
  return rate > 0 ? sum / rate : undefined;
}
