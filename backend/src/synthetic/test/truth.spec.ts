import { randomFrom } from '../../dicom/index.js';
import { replay, type LoggedStudy } from '../../queueing/index.js';
import { FIRST_RULES } from '../../triage/index.js';
import { modelsOf, type DepartmentPlan } from '../domain/department.js';
import { makeDepartment } from '../domain/make.js';
import { storyOf, type ReadStudy } from '../domain/story.js';

const PLAN: DepartmentPlan = {
  days: 12,
  readers: 1,
  studiesPerDay: 450,
  seed: 5,
  rules: FIRST_RULES,
  ruleVersions: [1, 2],
  models: modelsOf({}),
  skipHidesMinutes: 15,
};
const time = {
  startMs: Date.UTC(2026, 2, 2),
  shown: (ms: number) => new Date(ms).toISOString().slice(0, 19),
};
const made = makeDepartment(PLAN, 0, randomFrom);

/** The replay takes one model away, the counterfactual is without any: to the replay they are one. */
const ALL_MODELS = 'all';

function logged(study: ReadStudy): LoggedStudy {
  const { run, kind, site, orderClass, openedMinutes, readMinutesEnd, readyMinutes, diseased } = study;
  return {
    id: study.names.studyUid,
    day: String(Math.floor(readyMinutes / 1440)),
    readyMinutes,
    openedMinutes,
    readMinutes: openedMinutes === null || readMinutesEnd === null ? null : readMinutesEnd - openedMinutes,
    orderClass,
    profile: { modalities: [kind.modality], location: null, site },
    results:
      run === null || run.state === 'failed'
        ? []
        : [
            {
              model: ALL_MODELS,
              atMinutes: run.finishedMinutes,
              flagged: run.state === 'flagged',
              raises: run.state === 'flagged',
            },
          ],
    truth: diseased ? 'targeted' : 'none',
    fallbackTimestamp: false,
  };
}

describe('A department of one seed', () => {
  it('is the same each time, and another of another seed', () => {
    const eventsOf = (plan: DepartmentPlan) =>
      makeDepartment(plan, 0, randomFrom)
        .studies.slice(0, 200)
        .flatMap((one) => storyOf(one, plan, time));
    expect(eventsOf(PLAN)).toEqual(eventsOf(PLAN));
    expect(eventsOf({ ...PLAN, seed: 6 })).not.toEqual(eventsOf(PLAN));
  });

  it('has the volume, prevalence and operating points that it was drawn from', () => {
    expect(made.studies.length / (PLAN.days * PLAN.studiesPerDay)).toBeCloseTo(1, 0);
    for (const model of PLAN.models) {
      const looked = made.studies.filter(({ run }) => run?.model === model);
      const diseased = looked.filter((one) => one.diseased);
      expect(Math.abs(diseased.length / looked.length - model.prevalence)).toBeLessThan(0.05);
      const answered = diseased.filter(({ run }) => run?.state !== 'failed');
      const found = answered.filter(({ run }) => run?.state === 'flagged');
      const expected = (model.versions[0].sensitivity + model.versions[1].sensitivity) / 2;
      expect(Math.abs(found.length / answered.length - expected)).toBeLessThan(0.25);
    }
  });

  it('is read again by the replay: the saving with AI is that of the counterfactual it was drawn with', () => {
    const { withAi, withoutAi, shifts } = made.readings;
    const read = made.studies.flatMap((study, at) =>
      study.readMinutesEnd !== null && !withoutAi.open[at] ? [at] : [],
    );
    const answer = replay(
      {
        model: ALL_MODELS,
        studies: read.map((at) => logged(made.studies[at] as ReadStudy)),
        shifts,
        order: { kind: 'rules', rules: PLAN.rules },
        ranks: {},
      },
      randomFrom('replay'),
    );
    if (!answer.known) throw new Error(answer.refusal.reason);
    const { gap } = answer.value;
    if (!gap.known) throw new Error(gap.refusal.reason);
    const diseased = read.filter((at) => made.studies[at]?.diseased);
    const mean = (waits: Float64Array) =>
      diseased.reduce((sum, at) => sum + (waits[at] as number), 0) / diseased.length;
    const saved = mean(withoutAi.waitMinutes) - mean(withAi.waitMinutes);
    expect(saved).toBeGreaterThan(1);
    expect(Math.abs((gap.value.savedMinutes.value ?? 0) / saved - 1)).toBeLessThan(0.05);
    expect(Math.abs(gap.value.residualMinutes.value ?? 1)).toBeLessThan(0.05 * saved + 0.5);
  });
});
