import type { ReadingOrderChoice, StudyGroup, WhatIfScenario } from '@firstread/contract';
import { randomFrom } from '../../dicom/index.js';
import { drawLoad } from '../domain/draw.js';
import { alwaysAtWork, type Load } from '../domain/load.js';
import { readingOrderOf } from '../domain/reading-order.js';
import { prepare } from '../domain/scenario.js';
import { simulate } from '../domain/simulate.js';
import { memberOf, waitsOf, type WaitSummary } from '../domain/waits.js';
import { lateFlagShare } from '../domain/what-if.js';

export const seeded = randomFrom;

/** One class, one model, exponential reading times of 10 minutes; by default a prevalence of 10 %, sensitivity and specificity of 90 %. */
export function scenarioOf(
  {
    readers = 2,
    rho = 0.8,
    latencyMinutes = 0,
    prevalence = 0.1,
    point = { sensitivity: 0.9, specificity: 0.9 },
  },
  others: Partial<WhatIfScenario> = {},
): WhatIfScenario {
  return {
    readers,
    studyClasses: [
      {
        name: 'head',
        modality: 'CT',
        arrivalsPerHour: rho * readers * 6,
        statShare: 0,
        urgentShare: 0,
        readTime: { distribution: 'exponential', meanMinutes: 10, cv: 1 },
        conditions: [{ name: 'haemorrhage', prevalence }],
      },
    ],
    models: [
      {
        name: 'finder',
        studyClasses: ['head'],
        condition: 'haemorrhage',
        operatingPoint: point,
        resultAfter: { meanMinutes: latencyMinutes, cv: 0 },
        rank: 1,
      },
    ],
    order: flaggedFirst(),
    interrupts: false,
    days: 60,
    warmUpDays: 2,
    replications: 2,
    seed: 'department',
    ...others,
  };
}

type FlaggedFirst = Extract<WhatIfScenario['order'], { kind: 'flaggedFirst' }>;

export function flaggedFirst(others: Partial<FlaggedFirst> = {}): FlaggedFirst {
  return { kind: 'flaggedFirst', protocol: 'priority', withStat: false, overdue: null, ...others };
}

/** About so many studies of a scenario with one rate at all hours. */
export function loadOf(scenario: WhatIfScenario, studies: number, seed: string): Load {
  const perDay = scenario.studyClasses.reduce((sum, one) => sum + Number(one.arrivalsPerHour) * 24, 0);
  const prepared = prepare({ ...scenario, days: Math.ceil(studies / perDay) });
  if (!prepared.known) throw new Error(prepared.refusal.reason);
  return drawLoad(prepared.value, seeded(seed), seeded(`${seed}/flags`));
}

/** Mean waits and the like of a load, without the first studies, which find an empty list. */
export function run(load: Load, readers: number, order: ReadingOrderChoice, interrupts = false) {
  const readings = simulate(load, {
    order: readingOrderOf(order, load.profiles, load.ranks),
    shifts: alwaysAtWork(readers),
    interrupts,
    untilMinutes: Number.POSITIVE_INFINITY,
  });
  const warm = load.readyMinutes[Math.min(2000, load.readyMinutes.length - 1)] ?? 0;
  const of = (group: StudyGroup): WaitSummary => {
    const waits = waitsOf(load, readings, memberOf(load, group), warm);
    if (!waits) throw new Error(`Nobody is ${group}`);
    return waits;
  };
  return { of, late: lateFlagShare(load, readings, warm), readings };
}
