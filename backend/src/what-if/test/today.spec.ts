import { pointAt, proportion, whatIfScenarioSchema } from '@firstread/contract';
import { FIRST_RULES } from '../../triage/index.js';
import { EXAMPLE } from '../domain/example.js';
import type { ScoredStudy } from '../domain/measured-curve.js';
import type { ModelOfLate } from '../domain/models.js';
import { studiesOf } from '../domain/size.js';
import { todayOf, type DepartmentOfLate } from '../domain/today.js';

type Validated = NonNullable<ModelOfLate['validated']>;

const finder: ModelOfLate = {
  name: 'finder',
  modalities: ['CT'],
  answered: 1000,
  flagged: 150,
  latencyMinutes: new Array<number>(1000).fill(4),
  validated: { sensitivity: proportion(90, 100), specificity: proportion(180, 200), studies: [] },
};

const late: DepartmentOfLate = {
  days: 28,
  arrivals: ['CT', 'MR'].flatMap((modality) =>
    Array.from({ length: 24 }, (_, hour) => ({
      modality,
      hour,
      studies: hour < 8 ? 28 : 56,
      stat: 7,
      urgent: 7,
      days: 28,
    })),
  ),
  readings: [{ modality: 'CT', readings: 200, meanMinutes: 10, deviationMinutes: 5 }],
  readers: [
    { hour: 9, readers: 2.6 },
    { hour: 20, readers: 1 },
  ],
  models: [finder],
  rules: { version: 4, rules: FIRST_RULES },
};

describe('the department of late', () => {
  const { scenario, sources, refusal } = todayOf(late);
  const [ct, mr] = scenario.studyClasses;

  it('is a scenario that can be asked about', () => {
    expect(refusal).toBeNull();
    expect(whatIfScenarioSchema.safeParse(scenario).success).toBe(true);
  });

  it('has its arrivals by hour of the day, on every day', () => {
    const hours = ct?.arrivalsPerHour as number[];
    expect([hours[3], hours[9], hours[24 + 3]]).toEqual([1, 2, 1]);
  });

  it('has reading times where they were measured, and says where they were not', () => {
    expect(ct?.readTime).toMatchObject({ meanMinutes: 10, cv: 0.5 });
    expect(sources).toContainEqual(expect.objectContaining({ value: 'readTime', of: 'CT', measured: 200 }));
    expect(sources).toContainEqual(expect.objectContaining({ value: 'readTime', of: 'MR', measured: null }));
    expect(mr?.readTime.meanMinutes).toBe(8);
  });

  it('has readers of whole numbers, nobody where nobody read', () => {
    const readers = scenario.readers as number[];
    expect([readers[9], readers[20], readers[3]]).toEqual([3, 1, 0]);
  });

  it('has the prevalence that explains the rate of flags', () => {
    // 15 % = 0.0625 · 0.9 + 0.9375 · 0.1
    expect(ct?.conditions[0]?.prevalence).toBeCloseTo(0.0625);
    expect(scenario.models[0]).toMatchObject({
      studyClasses: ['CT'],
      operatingPoint: { sensitivity: 0.9, specificity: 0.9 },
      resultAfter: { meanMinutes: 4, cv: 0 },
    });
  });

  it('assumes what a model has not shown, and says so', () => {
    const { sources: told } = todayOf({
      ...late,
      models: [{ ...finder, answered: 3, latencyMinutes: [1, 2, 3], validated: null }],
    });
    const assumed = told.filter(({ of, measured }) => of === 'finder' && measured === null);
    expect(assumed.map(({ value }) => value).sort()).toEqual(['latency', 'operatingPoint', 'prevalence']);
  });

  it('has the curve of a model whose flags follow from a threshold', () => {
    const studies = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((score) => [
      { positive: true, flagged: score >= 0.5, score },
      { positive: false, flagged: score >= 0.55, score: score - 0.05 },
    ]);
    const modelWith = (some: typeof studies) =>
      todayOf({
        ...late,
        models: [{ ...finder, validated: { ...(finder.validated as Validated), studies: some } }],
      }).scenario.models[0];
    const [first] = studies as [ScoredStudy];
    const found = modelWith(studies)?.operatingPoint;
    if (!found || !('curve' in found)) throw new Error('no curve');
    expect(found.threshold).toBe(0.5);
    expect(pointAt(found)).toEqual({ sensitivity: 0.6, specificity: 0.6 });
    const lax = pointAt({ ...found, threshold: 0.1 });
    expect(lax?.sensitivity).toBe(1);
    expect(lax?.specificity).toBeCloseTo(0.2);
    expect(modelWith([...studies, { ...first, flagged: true }])?.operatingPoint).toEqual({
      sensitivity: 0.9,
      specificity: 0.9,
    });
  });

  it('is refused with an example in its place where there are few studies or days', () => {
    expect(todayOf({ ...late, arrivals: [] })).toMatchObject({
      scenario: EXAMPLE,
      refusal: { code: 'tooFewStudies' },
    });
    const young = late.arrivals.map((one) => ({ ...one, days: 2 }));
    expect(todayOf({ ...late, arrivals: young }).refusal?.code).toBe('tooFewDays');
  });

  it('joins rare modalities in one class', () => {
    const modalities = ['CT', 'MR', 'DX', 'US', 'MG', 'NM', 'PT', 'XA'];
    const arrivals = modalities.map((modality) => ({
      modality,
      hour: 9,
      studies: 100,
      stat: 0,
      urgent: 0,
      days: 28,
    }));
    const names = todayOf({ ...late, arrivals }).scenario.studyClasses.map(({ name }) => name);
    expect(names).toHaveLength(7);
    expect(names.at(-1)).toBe('Other');
  });
});

it('knows how many studies a simulation draws', () => {
  expect(studiesOf(EXAMPLE)).toBe(20 * 24 * 30 * 10);
});
