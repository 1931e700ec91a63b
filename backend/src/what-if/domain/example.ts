import type { ReadingOrderChoice, StudyClass, WhatIfModel, WhatIfScenario } from '@firstread/contract';

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
      operatingPoint: { sensitivity: 0.9, specificity: 0.93 },
      resultAfter: { meanMinutes: 3, cv: 0.7 },
      rank: 1,
    },
  ],
  { kind: 'flaggedFirst', protocol: 'priority', withStat: false, overdue: null },
);
