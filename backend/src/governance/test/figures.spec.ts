import { proportion, stopRulesSchema } from '@firstread/contract';
import fc from 'fast-check';
import { readLabels } from '../domain/cohort-labels.js';
import { gateTo, type Evidence } from '../domain/gates.js';
import { auc, controlLimits, stabilityIndex } from '../domain/statistics.js';
import { judgeStopRules, type Window } from '../domain/stop-rules.js';
import { validationGroups } from '../domain/validation-groups.js';

describe('a proportion', () => {
  it.each([
    // Reference values of Newcombe, Statistics in Medicine 17, 1998, table I (score method without correction).
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i has the interval of Wilson', (count, of, low, high) => {
    const [from, to] = proportion(count, of).interval95 ?? [];
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it('of nothing has no value', () => {
    expect(proportion(0, 0)).toMatchObject({ value: null, interval95: null });
  });

  it('lies in its interval, which lies in 0 to 1 and narrows with the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 200 }), (count, of) => {
        fc.pre(count <= of);
        const { value, interval95 } = proportion(count, of);
        const [low, high] = interval95 ?? [1, 0];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual((value ?? 2) + 1e-12);
        expect(high).toBeGreaterThanOrEqual((value ?? -1) - 1e-12);
        const [wideLow, wideHigh] = proportion(count * 4, of * 4).interval95 ?? [0, 1];
        expect(wideHigh - wideLow).toBeLessThan(high - low);
      }),
    );
  });
});

describe('the area under the curve', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    expect(auc([0.9, 0.8, 0.4], [0.1, 0.4])?.value).toBeCloseTo(5.5 / 6, 12);
    expect(auc([], [0.1])).toBeNull();
  });

  it('has its mirror image when classes change places, and an interval around it', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const there = auc(positives, negatives);
        const back = auc(negatives, positives);
        expect((there?.value ?? 0) + (back?.value ?? 0)).toBeCloseTo(1, 9);
        const [low, high] = there?.interval95 ?? [1, 0];
        expect(low).toBeLessThanOrEqual((there?.value ?? 0) + 1e-9);
        expect(high).toBeGreaterThanOrEqual((there?.value ?? 1) - 1e-9);
      }),
    );
  });
});

describe('drift', () => {
  it('is nothing for equal shares, grows with the shift, and is unknown without cases', () => {
    expect(stabilityIndex([10, 20, 30], [20, 40, 60])).toBeCloseTo(0, 12);
    expect(stabilityIndex([50, 50], [90, 10])).toBeCloseTo(
      0.4 * Math.log(5) + 0.4 * Math.log(50 / 90) * -1,
      6,
    );
    expect(stabilityIndex([0, 0], [1, 2])).toBeNull();
  });

  it('limits are the standard errors about the baseline', () => {
    const { low, high } = controlLimits(0.1, 400, 3);
    expect(low).toBeCloseTo(0.055, 12);
    expect(high).toBeCloseTo(0.145, 12);
  });
});

describe('stop rules', () => {
  const rules = stopRulesSchema.parse({ ppvFloor: 0.3 });
  const calm: Window = {
    flags: proportion(10, 100),
    baseline: 0.1,
    scanners: [{ name: 'A', flags: proportion(10, 100) }],
    rejects: proportion(5, 100),
    ppv: proportion(30, 60),
    p95Ms: 900,
    objectiveP95Ms: 1000,
  };
  const broken = (change: Partial<Window>): string[] =>
    judgeStopRules(rules, { ...calm, ...change })
      .filter((rule) => rule.state === 'broken')
      .map((rule) => rule.rule);

  it('are kept by a calm model', () => {
    expect(broken({})).toEqual([]);
  });

  it.each<[string, Partial<Window>]>([
    ['ppv', { ppv: proportion(5, 60) }],
    ['flagRate', { flags: proportion(25, 100) }],
    ['flagRate', { flags: proportion(0, 100) }],
    ['scannerFlagRate', { scanners: [{ name: 'B', flags: proportion(21, 100) }] }],
    ['latency', { p95Ms: 2001 }],
    ['rejectRate', { rejects: proportion(21, 100) }],
  ])('%s is broken', (rule, change) => {
    expect(broken(change)).toEqual([rule]);
  });

  it('say nothing of too few runs', () => {
    const few = {
      flags: proportion(40, 49),
      rejects: proportion(49, 49),
      ppv: proportion(0, 49),
      p95Ms: 9000,
    };
    expect(broken({ ...few, scanners: [{ name: 'C', flags: proportion(49, 49) }] })).toEqual([]);
  });
});

describe('gates', () => {
  const settings = { validationStudies: 20, shadowRuns: 50, canaryRuns: 20 };
  const nothing: Evidence = {
    verification: 'waiting',
    validatedStudies: 0,
    validatedPositive: 0,
    shadowRuns: 0,
    canaryRuns: 0,
    brokenRules: [],
    wasLive: false,
  };
  const all: Evidence = {
    ...nothing,
    verification: 'passed',
    validatedStudies: 20,
    validatedPositive: 7,
    shadowRuns: 50,
    canaryRuns: 20,
  };

  it('open with all evidence, and each piece that is missing shuts the way to readers', () => {
    expect(gateTo('canary', 'live', all, settings).open).toBe(true);
    const missing: Partial<Evidence>[] = [
      { verification: 'failed' },
      { validatedStudies: 19 },
      { validatedPositive: 20 },
      { shadowRuns: 49 },
      { canaryRuns: 19 },
      { brokenRules: ['latency'] },
    ];
    for (const change of missing)
      expect(gateTo('canary', 'live', { ...all, ...change }, settings).open).toBe(false);
  });

  it('stand open to stop, whatever is known', () => {
    for (const to of ['paused', 'retired'] as const)
      expect(gateTo('live', to, nothing, settings).open).toBe(true);
  });

  it('let back what was live before, where no stop rule is broken', () => {
    expect(gateTo('paused', 'live', { ...nothing, wasLive: true }, settings).open).toBe(true);
    const again = { ...nothing, wasLive: true, brokenRules: ['ppv'] };
    expect(gateTo('paused', 'live', again, settings).open).toBe(false);
  });
});

describe('a labelled cohort', () => {
  it('is read with a header, in any of the usual words', () => {
    expect(readLabels('\uFEFFStudy_Instance_UID, Label\n1.2,positive\n1.3, 0\n\n')).toEqual([
      { studyUid: '1.2', positive: true },
      { studyUid: '1.3', positive: false },
    ]);
  });

  it.each([
    ['uid,label\n1.2,1', /header line/],
    ['study_instance_uid,label\n1 2,1', /Line 2.*no Study Instance UID/],
    ['study_instance_uid,label\n1.2,1\n1.2,0', /Line 3.*twice/],
    ['study_instance_uid,label\n1.2,maybe', /Line 2.*maybe/],
  ])('at fault says which line: %j', (csv, problem) => {
    expect(() => readLabels(csv)).toThrow(problem);
  });
});

describe('a validation', () => {
  const study = (positive: boolean, flagged: boolean | null, more = {}) => ({
    positive,
    flagged,
    score: flagged === null ? null : flagged ? 0.9 : 0.1,
    sex: 'F',
    ageYears: 50,
    scanner: 'A',
    ...more,
  });

  it('counts what has no result apart, and every study once in each split', () => {
    const studies = [
      study(true, true),
      study(true, false, { sex: 'M' }),
      study(false, false, { ageYears: 80 }),
      study(false, null, { scanner: null }),
    ];
    const groups = validationGroups(studies);
    expect(groups[0]).toMatchObject({
      by: 'all',
      truePositive: 1,
      falseNegative: 1,
      trueNegative: 1,
      noResult: 1,
    });
    for (const by of ['sex', 'age', 'scanner'] as const) {
      const counted = groups
        .filter((group) => group.by === by)
        .reduce((sum, group) => sum + group.studies, 0);
      expect(counted).toBe(studies.length);
    }
    expect(groups.map((group) => group.name)).toEqual(
      expect.arrayContaining(['40 to 59 years', '75 years and older', 'not stated']),
    );
  });
});
