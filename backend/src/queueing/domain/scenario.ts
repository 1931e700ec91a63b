import type { OperatingPoint, ReadTime, StudyClass, WhatIfModel, WhatIfScenario } from '@firstread/contract';
import { known, type Answer } from './answer.js';
import type { Shifts } from './load.js';
import { operatingPointOf } from './operating-point.js';
import type { TargetProfile } from './reading-order.js';

export const HOURS_OF_WEEK = 168;

/** A model as a class of studies meets it. */
export interface ModelOnClass {
  /** Place in the scenario's models. */
  model: number;
  condition: string;
  point: OperatingPoint;
  rank: number;
  resultAfter: WhatIfModel['resultAfter'];
}

export interface ScenarioClass extends Pick<
  StudyClass,
  'name' | 'modality' | 'statShare' | 'urgentShare' | 'conditions'
> {
  readTime: ReadTime;
  /** For each hour of the week, from Monday 00:00. */
  arrivalsPerHour: readonly number[];
  models: readonly ModelOnClass[];
}

/** A scenario with its thresholds as operating points and its hours written out. */
export interface PreparedScenario {
  scenario: WhatIfScenario;
  classes: readonly ScenarioClass[];
  /** For each hour of the week, from Monday 00:00. */
  readers: readonly number[];
  ranks: readonly number[];
  conditions: readonly string[];
  profiles: readonly TargetProfile[];
}

export function prepare(scenario: WhatIfScenario): Answer<PreparedScenario> {
  const models: ModelOnClass[] = [];
  for (const [model, { operatingPoint, condition, rank, resultAfter }] of scenario.models.entries()) {
    const point = operatingPointOf(operatingPoint);
    if (!point.known) return point;
    models.push({ model, condition, rank, resultAfter, point: point.value });
  }
  const looksAt = (model: number, name: string) => scenario.models[model]?.studyClasses.includes(name);
  return known({
    scenario,
    classes: scenario.studyClasses.map((one) => ({
      ...one,
      readTime: { ...one.readTime, cv: one.readTime.distribution === 'exponential' ? 1 : one.readTime.cv },
      arrivalsPerHour: eachHour(one.arrivalsPerHour),
      models: models.filter(({ model }) => looksAt(model, one.name)),
    })),
    readers: eachHour(scenario.readers),
    ranks: models.map(({ rank }) => rank),
    conditions: [
      ...new Set(scenario.studyClasses.flatMap(({ conditions }) => conditions.map(({ name }) => name))),
    ],
    profiles: scenario.studyClasses.map(({ modality }) => ({
      modalities: [modality],
      location: null,
      site: null,
    })),
  });
}

function eachHour(hourly: number | readonly number[]): readonly number[] {
  return typeof hourly === 'number' ? new Array<number>(HOURS_OF_WEEK).fill(hourly) : hourly;
}

/** Shifts of so many readers in each hour of the week, for so many days from a Monday on. */
export function shiftsOf(readersByHour: readonly number[], days: number): Shifts[] {
  return Array.from({ length: Math.max(...readersByHour) }, (_, reader) => {
    const shifts: number[] = [];
    for (let hour = 0; hour < days * 24; hour++) {
      if ((readersByHour[hour % HOURS_OF_WEEK] ?? 0) <= reader) continue;
      if (shifts.at(-1) === hour * 60) shifts.pop();
      else shifts.push(hour * 60);
      shifts.push((hour + 1) * 60);
    }
    return Float64Array.from(shifts);
  });
}
