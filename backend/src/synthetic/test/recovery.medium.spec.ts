import type { Turnaround } from '@firstread/contract';
import { startContext, type TestContext } from '../../../test/context.js';
import { TurnaroundService } from '../../turnaround/index.js';
import { TRUE_STAGES, type DepartmentTruth } from '../domain/truth.js';
import { SyntheticDepartments } from '../synthetic-departments.js';
import { SyntheticModule } from '../synthetic.module.js';

const UNTIL = new Date('2026-03-07T00:00:00Z');
const WANTED = { days: 5, readers: 1, studiesPerDay: 250, seed: 11, until: UNTIL, besideReal: false };
/** Orders are placed long before the first study is ready. */
const PERIOD = { from: '2025-06-01', to: '2026-03-09' };
const QUANTILES = ['median', 'p75', 'p90', 'p95', 'p99'] as const;

let context: TestContext;
let truth: DepartmentTruth;
beforeAll(async () => {
  context = await startContext(() => [SyntheticModule]);
  truth = await context.app.get(SyntheticDepartments).write(WANTED, () => undefined);
});
afterAll(() => context.close());

async function figuresOf(stage: (typeof TRUE_STAGES)[number], by: 'none' | 'aiState' = 'none') {
  const answer: Turnaround = await context.app
    .get(TurnaroundService, { strict: false })
    .figures({ stage, ...PERIOD, groupBy: by });
  return answer;
}

describe('A synthetic department', () => {
  it.each(TRUE_STAGES)('is recovered by the figures of turnaround: %s', async (stage) => {
    const { groups, relativeError } = await figuresOf(stage);
    const [found] = groups;
    const told = truth.stages[stage];
    if (!found || !told?.quantiles) throw new Error('There is nothing to compare');
    expect({ n: found.n, open: found.open, excluded: found.excluded }).toEqual({
      n: told.n,
      open: told.open,
      excluded: told.excluded,
    });
    expect((found.fallbackShare ?? 0) * told.n).toBeCloseTo(told.fallbacks, 6);
    expect(found.max).toBeCloseTo(told.max as number, 2);
    for (const name of QUANTILES) {
      const off = Math.abs((found[name] as number) - told.quantiles[name]);
      expect(off).toBeLessThanOrEqual(told.quantiles[name] * relativeError * (1 + 1e-9) + 1e-6);
    }
  });

  it('has the flagged share that its models gave it', async () => {
    const { groups } = await figuresOf('aiLatency', 'aiState');
    const counted = new Map(groups.map(({ key, n, open }) => [key, (n ?? 0) + (open ?? 0)]));
    const all = [...counted.values()].reduce((sum, one) => sum + one, 0);
    expect((counted.get('flagged') ?? 0) / all).toBeCloseTo(truth.flaggedShare, 1);
  });

  it('says everywhere that it is synthetic, and hides nothing from those who alert or run', async () => {
    const [found] = await context.dataSource.query<[Record<string, number>]>(
      `select (select count(*)::int from study where patient_name not like 'SYNTHETIC^%') as unnamed,
              (select count(*)::int from event where transaction > '0'::xid8 and study_uid is not null) as consumed,
              (select count(*)::int from inference_run where encoded_at is null) as unencoded,
              (select count(*)::int from instance) as images`,
    );
    expect(found).toEqual({ unnamed: 0, consumed: 0, unencoded: 0, images: 0 });
  });

  it('is written once, and not beside real studies unless that is wanted', async () => {
    const { app, dataSource } = context;
    const departments = app.get(SyntheticDepartments);
    await expect(departments.write(WANTED, () => undefined)).rejects.toThrow('there already');
    await dataSource.query(
      `insert into study (study_instance_uid, attributes, state) values ('1.2.3', '{}', 'complete')`,
    );
    await expect(departments.write({ ...WANTED, seed: 12 }, () => undefined)).rejects.toThrow(
      'not synthetic',
    );
  });
});
