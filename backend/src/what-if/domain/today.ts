import type {
  Refusal,
  ReadingRules,
  ReadTime,
  ScenarioSource,
  StudyClass,
  WhatIfScenario,
  WhatIfToday,
} from '@firstread/contract';
import type { ArrivalHour } from '../../worklist/index.js';
import { EXAMPLE, everyDay, scenarioOf } from './example.js';
import { FEWEST, proposedModel, type ModelOfLate } from './models.js';

/** What was measured; hours are those of the day at the site. */
export interface DepartmentOfLate {
  days: number;
  arrivals: readonly ArrivalHour[];
  readings: readonly {
    modality: string;
    readings: number;
    meanMinutes: number;
    deviationMinutes: number;
  }[];
  readers: readonly { hour: number; readers: number }[];
  models: readonly ModelOfLate[];
  rules: { version: number; rules: ReadingRules };
}

/** Fewer days have no typical day. */
const FEWEST_DAYS = 7;
const MOST_CLASSES = 6;
const ASSUMED_READ: ReadTime = { distribution: 'logNormal', meanMinutes: 8, cv: 0.8 };

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** The department as a scenario, with where each value comes from; the example where there is too little to measure. */
export function todayOf(late: DepartmentOfLate): WhatIfToday {
  const studies = sumOf(late.arrivals, 'studies');
  const days = Math.min(late.days, Math.max(0, ...late.arrivals.map((one) => one.days)));
  const refusal = tooLittle(studies, days);
  if (refusal) return { scenario: EXAMPLE, days: late.days, sources: [], refusal };
  const sources: ScenarioSource[] = [];
  const classes = studyClassesOf(late, days, sources);
  const models = late.models.slice(0, 10).flatMap((model, at) => {
    const looksAt = classes.filter(({ modality }) => model.modalities.includes(modality));
    if (looksAt.length === 0) return [];
    const proposed = proposedModel(
      model,
      looksAt.map(({ name }) => name),
      at + 1,
    );
    const room = Math.min(...looksAt.map(roomFor));
    for (const one of looksAt)
      one.conditions.push({
        name: proposed.model.condition,
        prevalence: Math.min(proposed.prevalence, room),
      });
    sources.push(...proposed.sources);
    return [proposed.model];
  });
  const readers = readersOf(late, classes, sources);
  sources.push({
    value: 'order',
    of: null,
    measured: null,
    note: `The rules in force, version ${late.rules.version}`,
  });
  const scenario = scenarioOf(readers, classes, models, { kind: 'rules', rules: late.rules.rules });
  return { scenario, days: late.days, sources, refusal: null };
}

function tooLittle(studies: number, days: number): Refusal | null {
  if (studies < FEWEST)
    return {
      code: 'tooFewStudies',
      reason: `${studies} studies became ready of late; fewer than ${FEWEST} say nothing of a department.`,
    };
  if (days < FEWEST_DAYS)
    return {
      code: 'tooFewDays',
      reason: `The first study came ${days.toFixed(1)} days ago; fewer than ${FEWEST_DAYS} days have no typical day.`,
    };
  return null;
}

/** The commonest modalities, a class each; the rest together. */
function studyClassesOf(late: DepartmentOfLate, days: number, sources: ScenarioSource[]): StudyClass[] {
  const counts = new Map<string, number>();
  for (const { modality, studies } of late.arrivals)
    counts.set(modality, (counts.get(modality) ?? 0) + studies);
  const common = [...counts].sort((a, b) => b[1] - a[1]).map(([modality]) => modality);
  const own = common.slice(0, MOST_CLASSES);
  const rest = common.slice(MOST_CLASSES);
  const groups = [
    ...own.map((one) => [one, [one]] as const),
    ...(rest.length > 0 ? [['Other', rest] as const] : []),
  ];
  return groups.map(([name, modalities]) => studyClassOf(name, modalities, late, days, sources));
}

function studyClassOf(
  name: string,
  modalities: readonly string[],
  late: DepartmentOfLate,
  days: number,
  sources: ScenarioSource[],
): StudyClass {
  const arrivals = late.arrivals.filter(({ modality }) => modalities.includes(modality));
  const studies = sumOf(arrivals, 'studies');
  const [stat, urgent] = [sumOf(arrivals, 'stat') / studies, sumOf(arrivals, 'urgent') / studies];
  const perHour = (hour: number) =>
    sumOf(
      arrivals.filter((one) => one.hour === hour),
      'studies',
    ) / days;
  const [readTime, readings] = readTimeOf(late, modalities);
  sources.push(
    {
      value: 'arrivals',
      of: name,
      measured: studies,
      note: 'By hour of the day; every day of the week alike',
    },
    {
      value: 'orderClasses',
      of: name,
      measured: studies,
      note: `${percent(stat)} STAT, ${percent(urgent)} urgent`,
    },
    {
      value: 'readTime',
      of: name,
      measured: readings,
      note:
        readings === null
          ? 'Too few readings under a claim: 8 minutes on the mean'
          : 'From claim to read, up to two hours',
    },
  );
  return {
    name: name.slice(0, 64),
    modality: name.slice(0, 64),
    arrivalsPerHour: everyDay(perHour),
    statShare: stat,
    urgentShare: urgent,
    readTime,
    conditions: [],
  };
}

function readTimeOf(
  { readings }: DepartmentOfLate,
  modalities: readonly string[],
): [ReadTime, number | null] {
  const of = readings.filter(({ modality }) => modalities.includes(modality));
  const n = of.reduce((sum, one) => sum + one.readings, 0);
  if (n < FEWEST) return [ASSUMED_READ, null];
  const mean = of.reduce((sum, one) => sum + one.readings * one.meanMinutes, 0) / n;
  const square =
    of.reduce((sum, one) => sum + one.readings * (one.deviationMinutes ** 2 + one.meanMinutes ** 2), 0) / n;
  const cv = Math.sqrt(Math.max(0, square - mean ** 2)) / mean;
  return [
    { distribution: 'logNormal', meanMinutes: Math.min(240, Math.max(0.1, mean)), cv: Math.min(3, cv) },
    n,
  ];
}

/** Where hardly anything was read under a claim, as many as are at work 70 % of their time. */
function readersOf(
  { readers, readings }: DepartmentOfLate,
  classes: readonly StudyClass[],
  sources: ScenarioSource[],
): WhatIfScenario['readers'] {
  const n = readings.reduce((sum, one) => sum + one.readings, 0);
  if (n >= FEWEST) {
    const at = new Map(readers.map((one) => [one.hour, one.readers]));
    sources.push({
      value: 'readers',
      of: null,
      measured: n,
      note: 'Who ended a reading in an hour, on the mean of the days on which anybody did; idle readers are not seen',
    });
    return everyDay((hour) => Math.min(200, Math.round(at.get(hour) ?? 0)));
  }
  const work = classes.reduce((sum, { arrivalsPerHour, readTime }) => {
    const hours = typeof arrivalsPerHour === 'number' ? [arrivalsPerHour] : arrivalsPerHour;
    return sum + (hours.reduce((all, one) => all + one, 0) / hours.length) * readTime.meanMinutes;
  }, 0);
  sources.push({
    value: 'readers',
    of: null,
    measured: null,
    note: 'Too few readings under a claim: as many as are at work 70 % of their time',
  });
  return Math.min(200, Math.max(1, Math.ceil(work / 60 / 0.7)));
}

function roomFor({ conditions }: StudyClass): number {
  return 0.9 - conditions.reduce((sum, { prevalence }) => sum + prevalence, 0);
}

function sumOf(arrivals: readonly ArrivalHour[], what: 'studies' | 'stat' | 'urgent'): number {
  return arrivals.reduce((sum, one) => sum + one[what], 0);
}
