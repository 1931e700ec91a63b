import type {
  ReadingOrderChoice,
  StudyClass,
  Threshold,
  WhatIfModel,
  WhatIfScenario,
} from '@firstread/contract';

const HOURS_OF_WEEK = 168;

/** The same hours on every day of the week. */
export function everyDay(at: (hour: number) => number): number[] {
  return Array.from({ length: HOURS_OF_WEEK }, (_, hour) => at(hour % 24));
}

/** What every proposal has in common. */
export function scenarioOf(
  readers: WhatIfScenario['readers'],
  studyClasses: StudyClass[],
  models: WhatIfModel[],
  order: ReadingOrderChoice,
): WhatIfScenario {
  return {
    readers,
    studyClasses,
    models,
    order,
    interrupts: false,
    days: 30,
    warmUpDays: 2,
    replications: 10,
    seed: 'what-if',
  };
}

/**
 * Thresholds of the finder: 90 % and 93 % at a half, and the same odds ratio at all (Moses, Shapiro and Littenberg,
 * Statistics in Medicine 12, 1993).
 */
const CURVE: Threshold['curve'] = Array.from({ length: 9 }, (_, at) => {
  const threshold = (at + 1) / 10;
  const shift = 6 * (threshold - 0.5);
  return {
    threshold,
    sensitivity: logistic(Math.log(0.9 / 0.1) - shift),
    specificity: logistic(Math.log(0.93 / 0.07) + shift),
  };
});

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** A department nobody measured, to begin with: head CT with a finder of haemorrhage, and radiographs. */
export const EXAMPLE: WhatIfScenario = scenarioOf(
  3,
  [
    {
      name: 'CT',
      modality: 'CT',
      arrivalsPerHour: 8,
      statShare: 0.08,
      urgentShare: 0.25,
      readTime: { distribution: 'logNormal', meanMinutes: 12, cv: 0.6 },
      conditions: [
        { name: 'haemorrhage', prevalence: 0.08 },
        { name: 'aortic dissection', prevalence: 0.01 },
      ],
    },
    {
      name: 'DX',
      modality: 'DX',
      arrivalsPerHour: 12,
      statShare: 0.08,
      urgentShare: 0.25,
      readTime: { distribution: 'logNormal', meanMinutes: 5, cv: 0.6 },
      conditions: [],
    },
  ],
  [
    {
      name: 'haemorrhage finder',
      studyClasses: ['CT'],
      condition: 'haemorrhage',
      operatingPoint: { threshold: 0.5, curve: CURVE },
      resultAfter: { meanMinutes: 3, cv: 0.7 },
      rank: 1,
    },
  ],
  { kind: 'flaggedFirst', protocol: 'priority', withStat: false, overdue: null },
);
