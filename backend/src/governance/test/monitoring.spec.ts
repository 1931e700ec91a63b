import { proportion, stopRulesSchema, type Validation, type ValidationGroup } from '@firstread/contract';
import fc from 'fast-check';
import { comparisonOf, type ComparedSide } from '../domain/comparison.js';
import { monitoringOf, type MonitoredRun, type MonitoringInput } from '../domain/monitoring.js';

const quiet: MonitoredRun = {
  studyId: 's',
  state: 'notFlagged',
  day: '2026-03-01',
  site: 'North',
  scanner: 'A',
  reason: null,
  score: 0.05,
  latency: { total: 1000 },
  verdict: null,
  beforeReader: null,
  wouldMove: false,
};

function input(runs: readonly MonitoredRun[], more: Partial<MonitoringInput> = {}): MonitoringInput {
  return {
    since: new Date('2026-03-01'),
    until: new Date('2026-03-31'),
    effect: 'shown',
    group: { by: 'all', name: 'All' },
    runs,
    baselineScores: Array.from({ length: 100 }, (_, at) => at / 1000),
    baselineFlagRate: 0.1,
    rules: stopRulesSchema.parse({ minimumRuns: 4 }),
    objectiveP95Ms: 60_000,
    ruleStates: [],
    ...more,
  };
}

describe('the days of a model', () => {
  const flagged: MonitoredRun = { ...quiet, state: 'flagged', score: 0.95, latency: { total: 3000 } };
  const failed: MonitoredRun = { ...quiet, state: 'failed', score: null, reason: 'no answer' };

  it('each have their flags, rejects, limits and times', () => {
    const { days } = monitoringOf(input([quiet, quiet, flagged, failed, { ...flagged, day: '2026-03-03' }]));
    expect(days).toMatchObject([
      { day: '2026-03-01', runs: 3, flagged: 1, noResult: 1, medianMs: 1000, p95Ms: 3000 },
      { day: '2026-03-03', runs: 1, flagged: 1, noResult: 0, medianMs: 3000 },
    ]);
    expect(days[0]?.high).toBeLessThan(days[1]?.high ?? 0);
  });

  it('see drift over the seven days that end with them, where there are enough scores', () => {
    const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-06', '2026-03-20'];
    const runs = days.flatMap((day) => [
      { ...flagged, day },
      { ...flagged, day },
    ]);
    const drift = monitoringOf(input(runs)).days.map(({ psi }) => psi);
    expect(drift.map((psi) => psi !== null)).toEqual([false, true, true, true, false]);
    for (const psi of drift) if (psi !== null) expect(psi).toBeGreaterThan(0.25);
  });

  it('are of the group that is asked for, beside all groups', () => {
    const elsewhere = { ...flagged, site: null, scanner: 'B' };
    const of = (group: MonitoringInput['group']) => monitoringOf(input([quiet, quiet, elsewhere], { group }));
    const south = of({ by: 'site', name: 'not stated' });
    expect(south.days).toMatchObject([{ runs: 1, flagged: 1 }]);
    expect(south.latency).toMatchObject([{ part: 'total', n: 1 }]);
    expect(south.groups).toEqual(of({ by: 'all', name: 'All' }).groups);
    expect(of({ by: 'scanner', name: 'A' }).verdicts.notFlagged.notYetJudged).toBe(2);
  });
});

describe('agreement with readers', () => {
  const flagged: MonitoredRun = { ...quiet, state: 'flagged', verdict: 'present' };
  const verdictsOf = (runs: readonly MonitoredRun[]) => monitoringOf(input(runs)).verdicts;

  it('has no sensitivity while nobody has judged a study without a flag', () => {
    expect(verdictsOf([flagged, quiet])).toMatchObject({
      ppv: { value: 1, of: 1 },
      sensitivity: { value: null },
      specificity: { value: null },
    });
  });

  it('has it where both were judged, uncertain ones apart', () => {
    const runs = [
      flagged,
      { ...flagged, verdict: 'absent' as const },
      { ...quiet, verdict: 'present' as const },
      { ...quiet, verdict: 'absent' as const },
      { ...quiet, verdict: 'uncertain' as const },
    ];
    expect(verdictsOf(runs)).toMatchObject({
      sensitivity: { count: 1, of: 2 },
      specificity: { count: 1, of: 2 },
      uncertain: 1,
    });
  });
});

describe('two versions side by side', () => {
  const side = (runs: readonly Partial<MonitoredRun>[], more: Partial<ComparedSide> = {}): ComparedSide => ({
    version: '1.0.0',
    stage: 'live',
    runs: runs.map((run) => ({ ...quiet, ...run })),
    validations: [],
    ...more,
  });

  it('are paired over the studies that both came to a result on', () => {
    const live = side([
      { studyId: 'both', state: 'flagged', verdict: 'present' },
      { studyId: 'live', state: 'flagged', verdict: 'absent' },
      { studyId: 'shadow', verdict: 'present' },
      { studyId: 'neither', verdict: 'uncertain' },
      { studyId: 'alone', state: 'flagged' },
      { studyId: 'broken', state: 'failed' },
    ]);
    const shadow = side(
      [
        { studyId: 'both', state: 'flagged' },
        { studyId: 'live' },
        { studyId: 'shadow', state: 'flagged' },
        { studyId: 'neither' },
        { studyId: 'broken' },
      ],
      { version: '1.1.0', stage: 'shadow' },
    );
    const { paired, sides } = comparisonOf([live, shadow]);
    expect(paired).toEqual({
      studies: 4,
      bothFlagged: { present: 1, absent: 0, notYetJudged: 0 },
      onlyFirst: { present: 0, absent: 1, notYetJudged: 0 },
      onlySecond: { present: 1, absent: 0, notYetJudged: 0 },
      neither: { present: 0, absent: 0, notYetJudged: 1 },
      agreement: proportion(2, 4),
    });
    expect(sides.map(({ version, runs, rejectRate }) => [version, runs, rejectRate.count])).toEqual([
      ['1.0.0', 5, 1],
      ['1.1.0', 5, 0],
    ]);
  });

  it('show on the mirror what they show', () => {
    const state = fc.constantFrom<MonitoredRun['state']>('flagged', 'notFlagged', 'failed');
    const runs = fc.array(
      fc.record({ state, verdict: fc.constantFrom<MonitoredRun['verdict']>('present', 'absent', null) }),
    );
    fc.assert(
      fc.property(runs, runs, (first, second) => {
        const numbered = (of: readonly Partial<MonitoredRun>[]) =>
          side(of.map((run, at) => ({ ...run, studyId: String(at) })));
        const there = comparisonOf([numbered(first), numbered(second)]).paired;
        const back = comparisonOf([numbered(second), numbered(first)]).paired;
        const sum = ({ present, absent, notYetJudged }: typeof there.neither) =>
          present + absent + notYetJudged;
        expect(sum(back.onlyFirst)).toBe(sum(there.onlySecond));
        expect(back.agreement).toEqual(there.agreement);
        const cells = [there.bothFlagged, there.onlyFirst, there.onlySecond, there.neither].map(sum);
        expect(cells.reduce((total, cell) => total + cell, 0)).toBe(there.studies);
      }),
    );
  });

  it('are held together where both were validated on the same cohort, the newest each', () => {
    const validation = (cohortId: string, truePositive: number, state: Validation['state'] = 'done') =>
      ({
        cohortId,
        cohortName: cohortId,
        state,
        groups: [{ by: 'all', truePositive } as ValidationGroup],
      }) as Validation;
    const [one, other] = [
      side([], { validations: [validation('A', 8), validation('A', 1), validation('B', 3)] }),
      side([], { validations: [validation('A', 9), validation('B', 0, 'failed')] }),
    ];
    expect(comparisonOf([one, other]).cohorts).toMatchObject([
      { cohortName: 'A', groups: [{ truePositive: 8 }, { truePositive: 9 }] },
    ]);
  });
});
