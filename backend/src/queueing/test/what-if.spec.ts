import { whatIfAnswerSchema, whatIfScenarioSchema, type WhatIfScenario } from '@firstread/contract';
import { achievableSaving } from '../domain/achievable.js';
import { savedShare } from '../domain/triage-effect.js';
import { whatIf } from '../domain/what-if.js';
import { flaggedFirst, scenarioOf, seeded } from './scenarios.js';

const formulaOf = (scenario: WhatIfScenario) =>
  whatIf({ ...scenario, days: 3, warmUpDays: 0 }, seeded).closedForm;
const changed = (scenario: WhatIfScenario, others: Partial<WhatIfScenario['studyClasses'][number]>) => ({
  ...scenario,
  studyClasses: scenario.studyClasses.map((one) => ({ ...one, ...others })),
});

/**
 * The example of the multi-QuCAD manual (FDA/CDRH/OSEL): head CT 70 %, with haemorrhage and a subarachnoid one that no
 * model looks for, and CT angiography 30 %. It gives waits, not operating points; these are the ones that fit them.
 */
function strokeScenario(protocol: 'priority' | 'hierarchical'): WhatIfScenario {
  const readTime = { distribution: 'exponential' as const, meanMinutes: 30, cv: 1 };
  const shares = { modality: 'CT', statShare: 0, urgentShare: 0, readTime };
  const at = (sensitivity: number, specificity: number) => ({
    operatingPoint: { sensitivity, specificity },
    resultAfter: { meanMinutes: 0, cv: 0 },
  });
  return {
    ...scenarioOf({}),
    readers: 1,
    interrupts: true,
    order: flaggedFirst({ protocol }),
    studyClasses: [
      {
        ...shares,
        name: 'NCCT',
        arrivalsPerHour: 1.6 * 0.7,
        conditions: [
          { name: 'SAH', prevalence: 0.053 },
          { name: 'ICH', prevalence: 0.211 },
        ],
      },
      {
        ...shares,
        name: 'CTA',
        arrivalsPerHour: 1.6 * 0.3,
        conditions: [{ name: 'LVO', prevalence: 0.125 }],
      },
    ],
    models: [
      { name: 'ich', studyClasses: ['NCCT'], condition: 'ICH', rank: 2, ...at(0.93, 0.955) },
      { name: 'lvo', studyClasses: ['CTA'], condition: 'LVO', rank: 1, ...at(0.92, 0.93) },
    ],
  };
}

describe('what if, by formula', () => {
  it.each([
    ['priority', { LVO: 18.1, ICH: 16.2, SAH: 144.5 }],
    ['hierarchical', { LVO: 13.1, ICH: 17.9, SAH: 144.6 }],
  ] as const)('gives the waits of several models that multi-QuCAD publishes, %s', (protocol, published) => {
    const answer = formulaOf(strokeScenario(protocol));
    if (!answer.known) throw new Error(answer.refusal.reason);
    const { conditions, withoutAiMinutes, withAiMinutes } = answer.value;
    expect(withoutAiMinutes.all).toBeCloseTo(120, 6);
    for (const { condition, withAiMinutes: wait } of conditions) {
      const expected = published[condition as keyof typeof published];
      expect(Math.abs(wait - expected) / expected).toBeLessThan(0.02);
    }
    expect(withAiMinutes.otherUrgent).toBeGreaterThan(144);
    expect(withAiMinutes.all).toBeCloseTo(120, 6);
  });

  it('is the closed form of two classes where there is one model', () => {
    const answer = formulaOf(scenarioOf({ readers: 3, rho: 0.7 }));
    if (!answer.known) throw new Error(answer.refusal.reason);
    const point = { sensitivity: 0.9, specificity: 0.9 };
    expect(answer.value.savedShare).toBeCloseTo(savedShare(0.7, point, 0.1), 9);
    expect(answer.value.withAiMinutes.missed).toBeCloseTo(answer.value.withAiMinutes.unflagged ?? 0, 9);
  });

  const busyHours = Array.from({ length: 168 }, (_, hour) => (hour % 24 < 8 ? 1 : 3));
  const afterMinutes = { stat: 30, urgent: 60, routine: 240 };
  it.each<[string, WhatIfScenario]>([
    ['tooBusy', scenarioOf({ rho: 0.95 })],
    ['variesByHour', scenarioOf({}, { readers: busyHours })],
    ['outsideFormula', scenarioOf({}, { order: flaggedFirst({ overdue: { afterMinutes, joins: 'top' } }) })],
    ['outsideFormula', scenarioOf({}, { order: { kind: 'ageing', weights: { flagged: 5, unflagged: 1 } } })],
    [
      'variableReads',
      changed(scenarioOf({}), { readTime: { distribution: 'logNormal', meanMinutes: 10, cv: 1.5 } }),
    ],
  ])('is refused with the reason: %s', (code, scenario) => {
    const answer = formulaOf(scenario);
    expect(answer).toMatchObject({ known: false, refusal: { code } });
    if (!answer.known) expect(answer.refusal.reason).toMatch(/\.$/);
  });

  it('takes a threshold on a measured curve, and none outside of it', () => {
    const curve = [
      { threshold: 0.2, sensitivity: 0.98, specificity: 0.7 },
      { threshold: 0.6, sensitivity: 0.86, specificity: 0.94 },
    ];
    const at = (threshold: number) => {
      const scenario = scenarioOf({});
      const models = scenario.models.map((one) => ({ ...one, operatingPoint: { threshold, curve } }));
      return formulaOf({ ...scenario, models });
    };
    const answer = at(0.4);
    if (!answer.known) throw new Error(answer.refusal.reason);
    expect(answer.value.savedShare).toBeCloseTo(
      savedShare(0.8, { sensitivity: 0.92, specificity: 0.82 }, 0.1),
      9,
    );
    expect(at(0.7)).toMatchObject({ known: false, refusal: { code: 'impossibleInput' } });
  });
});

describe('what if, by simulation', () => {
  it('agrees with the formula where that holds, and says the same for the same seed', () => {
    const scenario = whatIfScenarioSchema.parse(scenarioOf({ rho: 0.7 }, { days: 120, replications: 4 }));
    const progress: number[] = [];
    const answer = whatIf(scenario, seeded, { onProgress: (done) => progress.push(done) });
    expect(whatIfAnswerSchema.parse(answer)).toEqual(answer);
    expect(progress).toEqual([1, 2, 3, 4]);
    const { closedForm, simulation } = answer;
    if (!closedForm.known || !simulation.known) throw new Error('refused');
    for (const group of ['all', 'flagged', 'unflagged', 'diseased', 'routine'] as const) {
      const formula = closedForm.value.withAiMinutes[group] ?? Number.NaN;
      const simulated = simulation.value.withAi.groups[group]?.meanMinutes.value ?? Number.NaN;
      expect(Math.abs(simulated - formula) / formula).toBeLessThan(0.06);
    }
    expect(simulation.value.withAi.groups.stat).toBeUndefined();
    expect(simulation.value.lateFlagShare.value).toBe(0);
    expect(whatIf(scenario, seeded)).toEqual(answer);
  });

  it('stops where it is told to', () => {
    expect(whatIf(scenarioOf({}), seeded, { signal: { aborted: true } }).simulation).toMatchObject({
      known: false,
      refusal: { code: 'cancelled' },
    });
  });

  it('follows readers and arrivals by the hour, with several classes, caps and order classes', () => {
    const byHour = (day: number, night: number) =>
      Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 7 && hour % 24 < 19 ? day : night));
    const scenario = changed(
      scenarioOf(
        { latencyMinutes: 4 },
        {
          readers: byHour(4, 1),
          days: 28,
          warmUpDays: 7,
          order: flaggedFirst({
            overdue: { afterMinutes: { stat: 30, urgent: 60, routine: 240 }, joins: 'flagged' },
          }),
        },
      ),
      {
        arrivalsPerHour: byHour(18, 4),
        statShare: 0.1,
        urgentShare: 0.3,
        readTime: { distribution: 'logNormal', meanMinutes: 10, cv: 0.8 },
      },
    );
    const { simulation } = whatIf(scenario, seeded);
    if (!simulation.known) throw new Error(simulation.refusal.reason);
    const { withoutAi, withAi, savedMinutes, lateFlagShare } = simulation.value;
    const mean = (group: 'stat' | 'urgent' | 'routine' | 'unflagged') =>
      withAi.groups[group]?.meanMinutes.value ?? 0;
    expect(mean('stat')).toBeLessThan(mean('urgent'));
    expect(mean('urgent')).toBeLessThan(mean('routine'));
    expect(savedMinutes.value).toBeGreaterThan(0);
    expect(lateFlagShare.value).toBeGreaterThan(0);
    expect(mean('unflagged')).toBeGreaterThan(withoutAi.groups.unflagged?.meanMinutes.value ?? 0);
    expect(withAi.utilisation.value).toBeGreaterThan(0.6);
  });
});

describe('the achievable saving over the hours of a week', () => {
  const hour = {
    readers: 2,
    arrivalsPerHour: 9.6,
    readMinutes: 10,
    squaredCvReads: 0.7,
    prevalence: 0.1,
    diseased: 40,
  };
  const point = { sensitivity: 0.9, specificity: 0.9 };

  it('is told of the hours that a formula fits, weighted by their diseased, with its band', () => {
    const idle = { ...hour, arrivalsPerHour: 1, diseased: 6 };
    const answer = achievableSaving([hour, { ...hour, diseased: 20 }, idle], point);
    if (!answer.known) throw new Error(answer.refusal.reason);
    expect(answer.value.share.mid).toBeCloseTo(savedShare(0.8, point, 0.1), 9);
    expect(answer.value.share.low).toBeLessThan(answer.value.share.mid);
    expect(answer.value.diseased).toEqual({ counted: 60, leftOut: 6 });
    expect(answer.value.refusals.map(({ code }) => code)).toEqual(['outsideUtilisation']);
  });

  it('is refused where too few of them are left', () => {
    expect(achievableSaving([{ ...hour, diseased: 29 }], point)).toMatchObject({
      refusal: { code: 'tooFewStudies' },
    });
    expect(achievableSaving([{ ...hour, squaredCvReads: 1.4 }], point)).toMatchObject({
      refusal: { code: 'variableReads' },
    });
  });
});
