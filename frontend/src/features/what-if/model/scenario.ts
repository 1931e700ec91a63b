import { whatIfScenarioSchema, type ReadingOrderChoice, type WhatIfScenario } from '@firstread/contract';
import { inMode, meanOf } from './hours';

/** The orders of the form; two of them are one kind with another protocol. */
export const ORDERS = ['arrival', 'orderClass', 'priority', 'hierarchical', 'rules'] as const;
export type OrderName = (typeof ORDERS)[number];

type Overdue = Extract<ReadingOrderChoice, { kind: 'flaggedFirst' }>['overdue'];

export const FIRST_OVERDUE: NonNullable<Overdue> = {
  afterMinutes: { stat: 60, urgent: 240, routine: 1440 },
  joins: 'flagged',
};

export function orderName(order: ReadingOrderChoice): OrderName | 'ageing' {
  return order.kind === 'flaggedFirst' ? order.protocol : order.kind;
}

/** Another order that keeps what the two have in common; rules are those that today has. */
export function orderOf(
  name: OrderName,
  before: ReadingOrderChoice,
  today: ReadingOrderChoice,
): ReadingOrderChoice {
  if (name === 'rules') return today;
  if (name === 'arrival' || name === 'orderClass') return { kind: name };
  const kept = before.kind === 'flaggedFirst' ? before : { withStat: false, overdue: null };
  return { kind: 'flaggedFirst', protocol: name, withStat: kept.withStat, overdue: kept.overdue };
}

/** The same load and as many readers at all hours, as a formula asks for. */
export function steady(scenario: WhatIfScenario): WhatIfScenario {
  return {
    ...scenario,
    readers: inMode(scenario.readers, 'constant'),
    studyClasses: scenario.studyClasses.map((one) => ({
      ...one,
      arrivalsPerHour: meanOf(one.arrivalsPerHour),
    })),
  };
}

/** Another model for the first class, and a condition of its own there. */
export function withModel(scenario: WhatIfScenario): WhatIfScenario {
  const [first, ...others] = scenario.studyClasses;
  if (!first) return scenario;
  const taken = new Set(scenario.models.map(({ name }) => name));
  const number = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].find((one) => !taken.has(`model ${one}`)) ?? 1;
  const name = `model ${number}`;
  return {
    ...scenario,
    studyClasses: [{ ...first, conditions: [...first.conditions, { name, prevalence: 0.02 }] }, ...others],
    models: [
      ...scenario.models,
      {
        name,
        studyClasses: [first.name],
        condition: name,
        operatingPoint: { sensitivity: 0.9, specificity: 0.95 },
        resultAfter: { meanMinutes: 3, cv: 0.7 },
        rank: Math.min(10, scenario.models.length + 1),
      },
    ],
  };
}

/** Without the model; what it looked for stays, and is a condition that no model looks for. */
export function withoutModel(scenario: WhatIfScenario, at: number): WhatIfScenario {
  return { ...scenario, models: scenario.models.filter((_, index) => index !== at) };
}

export type Asked =
  { valid: true; scenario: WhatIfScenario } | { valid: false; problem: string; path: string };

/** Whether it can be asked about, or the first thing that is wrong and where. */
export function checked(scenario: WhatIfScenario): Asked {
  const parsed = whatIfScenarioSchema.safeParse(scenario);
  if (parsed.success) return { valid: true, scenario: parsed.data };
  const [issue] = parsed.error.issues;
  return { valid: false, problem: issue?.message ?? '', path: issue?.path.join('.') ?? '' };
}
