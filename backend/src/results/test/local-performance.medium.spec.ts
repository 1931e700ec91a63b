import { startContext, type TestContext } from '../../../test/context.js';
import { insertStudy } from '../../../test/studies.js';
import { RunStore } from '../../inference/index.js';
import { Clock } from '../../platform/index.js';
import { LocalPerformance } from '../local-performance.js';
import { ResultsModule } from '../results.module.js';

const MODEL = { modelId: 'spec-model', modelVersion: '1.0.0', modelSha256: '0'.repeat(64) };

let context: TestContext;
let performance: LocalPerformance;
let ahead = 0;

beforeAll(async () => {
  context = await startContext(() => [ResultsModule]);
  performance = context.app.get(LocalPerformance);
  context.app.get(Clock).now = () => new Date(Date.now() + ahead);
});
afterAll(() => context.close());

/** A run that ended, and what readers said of it one after the other. */
async function judged(
  state: 'flagged' | 'notFlagged',
  verdicts: string[],
  { effect = 'shown', daysAgo = 0 }: { effect?: 'shown' | 'shadow'; daysAgo?: number } = {},
): Promise<void> {
  const study = await insertStudy(context.dataSource);
  const runs = context.app.get(RunStore, { strict: false });
  const input = { eligible: true, seriesUid: `${study.uid}.1` } as const;
  await context.dataSource.transaction((manager) =>
    runs.plan(manager, { studyId: study.id, studyUid: study.uid, revision: 1 }, [
      { ...MODEL, effect, site: null, scanner: null, input },
    ]),
  );
  await context.dataSource.query(
    `update inference_run set state = $2, started_at = now(), finished_at = now() where study_id = $1`,
    [study.id, state],
  );
  for (const value of verdicts)
    await context.dataSource.query(
      `insert into assessment (run_id, study_id, flagged, kind, value, given_by, given_at)
       select id, study_id, state = 'flagged', 'cannotJudge', $2, 'Reader', now() - make_interval(days => $3)
         from inference_run where study_id = $1`,
      [study.id, value, daysAgo],
    );
}

describe('the local PPV of a model version', () => {
  it('is unknown, not zero, where no flag was judged', async () => {
    const ppv = (await performance.ppv())('spec-model', '1.0.0');
    expect(ppv).toEqual({ count: 0, of: 0, value: null, interval95: null });
  });

  it('is the share of judged flags that readers found right, by their last verdict, with its interval', async () => {
    await judged('flagged', ['present']);
    await judged('flagged', ['absent', 'present']);
    await judged('flagged', ['present', 'absent']);
    await judged('flagged', ['uncertain']);
    await judged('notFlagged', ['present']);
    await judged('flagged', ['absent'], { effect: 'shadow' });
    await judged('flagged', ['absent'], { daysAgo: 91 });
    ahead = 61_000;
    const ppv = (await performance.ppv())('spec-model', '1.0.0');
    expect(ppv).toMatchObject({ count: 2, of: 3 });
    expect(ppv.interval95?.[0]).toBeCloseTo(0.2077, 3);
    expect(ppv.interval95?.[1]).toBeCloseTo(0.9385, 3);
  });
});
