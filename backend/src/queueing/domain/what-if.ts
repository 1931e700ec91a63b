import type {
  Estimate,
  SimulatedArm,
  SimulatedWait,
  SimulationAnswer,
  WhatIfAnswer,
  WhatIfScenario,
} from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import { closedForm } from './closed-form.js';
import { drawLoad, type Random } from './draw.js';
import { estimate } from './estimates.js';
import { GROUPS } from './groups.js';
import { firstFlags, withoutFlags, type Load } from './load.js';
import { readingOrderOf } from './reading-order.js';
import { prepare, shiftsOf, type PreparedScenario } from './scenario.js';
import { simulate, type Department, type Readings } from './simulate.js';
import { memberOf, waitsOf, type QUANTILES, type WaitSummary } from './waits.js';

/** How a long simulation is followed and stopped. */
export interface Watch {
  onProgress?: (done: number, of: number) => void;
  /** Looked at between replications. */
  signal?: Pick<AbortSignal, 'aborted'>;
}

/** A source of numbers in [0, 1) for each seed, the same for the same seed. */
export type SeededRandom = (seed: string) => Random;

/**
 * What a scenario would mean for waits: by formula, with the reason where none fits, and by simulation with the same
 * studies in both arms. Two scenarios with the same seed that differ in readers, order or models are read on the same
 * studies.
 */
export function whatIf(scenario: WhatIfScenario, seeded: SeededRandom, watch: Watch = {}): WhatIfAnswer {
  const prepared = prepare(scenario);
  if (!prepared.known) return { closedForm: prepared, simulation: prepared };
  return {
    closedForm: closedForm(prepared.value),
    simulation: simulateScenario(prepared.value, seeded, watch),
  };
}

/** The part of `whatIf` that takes no time. */
export function byFormula(scenario: WhatIfScenario): WhatIfAnswer['closedForm'] {
  const prepared = prepare(scenario);
  return prepared.known ? closedForm(prepared.value) : prepared;
}

interface Replication {
  withoutAi: ArmSummary;
  withAi: ArmSummary;
  lateFlagShare: number | null;
}

interface ArmSummary {
  groups: (WaitSummary | undefined)[];
  conditions: (WaitSummary | undefined)[];
  utilisation: number | null;
}

function simulateScenario(
  prepared: PreparedScenario,
  seeded: SeededRandom,
  { onProgress, signal }: Watch,
): Answer<SimulationAnswer> {
  const { scenario, profiles, ranks, readers } = prepared;
  const department = {
    order: readingOrderOf(scenario.order, profiles, ranks),
    shifts: shiftsOf(readers, scenario.days),
    interrupts: scenario.interrupts,
    untilMinutes: scenario.days * 24 * 60,
  };
  const replications: Replication[] = [];
  for (let turn = 0; turn < scenario.replications; turn++) {
    if (signal?.aborted)
      return refused({ code: 'cancelled', reason: 'The simulation was stopped before its end.' });
    const seed = `${scenario.seed}/${turn}`;
    const load = drawLoad(prepared, seeded(seed), seeded(`${seed}/flags`));
    replications.push(replicate(load, department, scenario));
    onProgress?.(turn + 1, scenario.replications);
  }
  return known(answerOf(replications, prepared));
}

function replicate(load: Load, department: Department, { warmUpDays }: WhatIfScenario): Replication {
  const fromMinutes = warmUpDays * 24 * 60;
  const readings = simulate(load, department);
  return {
    withoutAi: summaryOf(load, simulate(withoutFlags(load), department), fromMinutes),
    withAi: summaryOf(load, readings, fromMinutes),
    lateFlagShare: lateFlagShare(load, readings, fromMinutes),
  };
}

function summaryOf(load: Load, readings: Readings, fromMinutes: number): ArmSummary {
  const { busyMinutes, staffedMinutes } = readings;
  return {
    groups: GROUPS.map((group) => waitsOf(load, readings, memberOf(load, group), fromMinutes)),
    conditions: load.conditions.map((_, at) =>
      waitsOf(load, readings, (study) => load.condition[study] === at, fromMinutes),
    ),
    utilisation: staffedMinutes > 0 ? busyMinutes / staffedMinutes : null,
  };
}

/** Share of the flagged studies that were opened before their first flag came; null without any. */
export function lateFlagShare(load: Load, readings: Readings, fromMinutes: number): number | null {
  let [flagged, late] = [0, 0];
  firstFlags(load).forEach((atMinutes, study) => {
    if (atMinutes === Number.POSITIVE_INFINITY || (load.readyMinutes[study] as number) < fromMinutes) return;
    flagged += 1;
    if (atMinutes > (readings.openedMinutes[study] as number)) late += 1;
  });
  return flagged > 0 ? late / flagged : null;
}

function answerOf(replications: readonly Replication[], { conditions }: PreparedScenario): SimulationAnswer {
  const diseased = GROUPS.indexOf('diseased');
  const saved = replications.map(({ withoutAi, withAi }) => {
    const [before, after] = [withoutAi.groups[diseased]?.mean, withAi.groups[diseased]?.mean];
    return before === undefined || after === undefined ? null : { minutes: before - after, before };
  });
  return {
    replications: replications.length,
    withoutAi: armOf(
      replications.map(({ withoutAi }) => withoutAi),
      conditions,
    ),
    withAi: armOf(
      replications.map(({ withAi }) => withAi),
      conditions,
    ),
    savedMinutes: estimate(saved.map((one) => one?.minutes)),
    savedShare: estimate(saved.map((one) => (one && one.before > 0 ? one.minutes / one.before : null))),
    lateFlagShare: estimate(replications.map((one) => one.lateFlagShare)),
  };
}

function armOf(arms: readonly ArmSummary[], conditions: readonly string[]): SimulatedArm {
  const groups: SimulatedArm['groups'] = {};
  GROUPS.forEach((group, at) => {
    const waits = waitOf(arms.map((arm) => arm.groups[at]));
    if (waits) groups[group] = waits;
  });
  return {
    groups,
    conditions: conditions.flatMap((condition, at) => {
      const waits = waitOf(arms.map((arm) => arm.conditions[at]));
      return waits ? [{ condition, waits }] : [];
    }),
    utilisation: estimate(arms.map(({ utilisation }) => utilisation)),
  };
}

/** Undefined where no replication had such studies. */
function waitOf(summaries: readonly (WaitSummary | undefined)[]): SimulatedWait | undefined {
  if (summaries.every((one) => one === undefined)) return undefined;
  const over = (of: (summary: WaitSummary) => number | null): Estimate =>
    estimate(summaries.map((one) => one && of(one)));
  const quantile = (name: keyof typeof QUANTILES) => over(({ quantiles }) => quantiles[name]);
  const mean = (of: (summary: WaitSummary) => number) =>
    summaries.reduce((sum, one) => sum + (one ? of(one) : 0), 0) / summaries.length;
  return {
    meanMinutes: over((one) => one.mean),
    p50Minutes: quantile('p50'),
    p75Minutes: quantile('p75'),
    p90Minutes: quantile('p90'),
    p95Minutes: quantile('p95'),
    p99Minutes: quantile('p99'),
    maxMinutes: over(({ max }) => max),
    studies: mean(({ studies }) => studies),
    openAtEnd: mean(({ openAtEnd }) => openAtEnd),
  };
}
