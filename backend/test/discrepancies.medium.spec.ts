import {
  discrepancyQuerySchema,
  type Discrepancy,
  type Finding,
  type LateAiDiscrepancy,
} from '@firstread/contract';
import { DiscrepanciesModule } from '../src/discrepancies/index.js';
import { DiscrepanciesService } from '../src/discrepancies/discrepancies.service.js';
import { LateResults } from '../src/discrepancies/late-results.js';
import type { Principal } from '../src/identity/index.js';
import { RunStore } from '../src/inference/index.js';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { WorklistPages } from '../src/worklist/worklist-pages.js';
import { WorklistService } from '../src/worklist/index.js';
import { startContext, type TestContext } from './context.js';
import { insertStudy } from './studies.js';

const MODEL = { modelId: 'head-ct-hyperdensity', modelVersion: '1.0.0', modelSha256: '0'.repeat(64) };
const reader: Principal = {
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Reader',
  email: 'reader@spec.local',
  role: 'radiologist',
};
const finding: Finding = {
  concept: { scheme: 'SCT', value: '50960005', meaning: 'Hemorrhage' },
  label: 'Hyperdensity suspected',
  flagged: true,
  critical: true,
  score: 0.9,
  operatingPoint: 0.5,
  quantity: null,
  keyImage: null,
  boxes: [],
};

let context: TestContext;
let worklist: WorklistService;
let listPages: WorklistPages;
let discrepancies: DiscrepanciesService;

beforeAll(async () => {
  context = await startContext(() => [DiscrepanciesModule]);
  worklist = context.app.get(WorklistService, { strict: false });
  listPages = context.app.get(WorklistPages, { strict: false });
  discrepancies = context.app.get(DiscrepanciesService);
});
afterAll(() => context.close());
beforeEach(() => context.dataSource.query('delete from study'));

interface Listed {
  id: string;
  uid: string;
}

async function listed(): Promise<Listed> {
  const study = await insertStudy(context.dataSource);
  const prioritiser = context.app.get(Prioritiser, { strict: false });
  await context.dataSource.transaction((manager) => prioritiser.admit(manager, study.id));
  return study;
}

async function read(study: Listed): Promise<void> {
  const { version } = await worklist.requireItem(study.uid);
  await worklist.markReading(study.uid, { reading: 'read', expectedVersion: version }, reader);
}

/** The model comes to its result, and the worker hears of it, as often as it is told. */
async function result(
  study: Listed,
  {
    state = 'flagged',
    effect = 'shown',
    told = 1,
  }: { state?: 'flagged' | 'notFlagged'; effect?: 'shown' | 'shadow'; told?: number } = {},
): Promise<string> {
  const runs = context.app.get(RunStore, { strict: false });
  const input = { eligible: true, seriesUid: `${study.uid}.1` } as const;
  await context.dataSource.transaction((manager) =>
    runs.plan(manager, { studyId: study.id, studyUid: study.uid, revision: 1 }, [
      { ...MODEL, effect, site: null, scanner: null, input },
    ]),
  );
  const [planned] = await context.dataSource.query<{ id: string }[]>(
    'select id from inference_run where study_id = $1',
    [study.id],
  );
  const run = planned && (await runs.begin(planned.id));
  if (!run) throw new Error('The run was not planned');
  await runs.finish(run, { state, findings: [{ ...finding, flagged: state === 'flagged' }], timings: {} });
  for (let time = 0; time < told; time++) await tell(study, run.id);
  return run.id;
}

function tell(study: Listed, runId: string): Promise<void> {
  const late = context.app.get(LateResults);
  return context.dataSource.transaction((manager) =>
    late.note(manager, { studyId: study.id, studyUid: study.uid, runId }),
  );
}

async function page(state: 'open' | 'closed' = 'open', more = {}) {
  const found = await discrepancies.page(discrepancyQuerySchema.parse({ state, ...more }));
  return { ...found, discrepancies: found.discrepancies.filter(isLateAi) };
}

function isLateAi(one: Discrepancy): one is LateAiDiscrepancy {
  return one.kind === 'lateAi';
}

describe('a flag that comes after the reading', () => {
  it('goes on the list of discrepancies, once, and not on the live list', async () => {
    const study = await listed();
    await read(study);
    await result(study, { told: 3 });
    const { discrepancies: found, open } = await page();
    expect(open).toBe(1);
    expect(found).toMatchObject([
      {
        studyInstanceUid: study.uid,
        findings: ['Hyperdensity suspected'],
        critical: true,
        withdrawn: false,
        closed: null,
      },
    ]);
    expect(Date.parse(found[0]?.resultAt ?? '')).toBeGreaterThan(Date.parse(found[0]?.readAt ?? ''));
    expect((await listPages.page({ limit: 10 })).items).toEqual([]);
    const events = await context.dataSource.query<unknown[]>(
      "select from event where name = 'DiscrepancyFound' and study_uid = $1",
      [study.uid],
    );
    expect(events).toHaveLength(1);
  });

  it('is one only where it came after: not one that the reader could see, nor of a study that is unread again', async () => {
    const seen = await listed();
    const runId = await result(seen, { told: 0 });
    await read(seen);
    await tell(seen, runId);
    const unread = await listed();
    await read(unread);
    const { version } = await worklist.requireItem(unread.uid);
    await worklist.markReading(unread.uid, { reading: 'unread', expectedVersion: version }, reader);
    await result(unread);
    expect((await page()).discrepancies).toEqual([]);
  });

  it('is one only of what readers are shown: no result without a flag, none in shadow', async () => {
    const [quiet, shadow] = [await listed(), await listed()];
    for (const study of [quiet, shadow]) await read(study);
    await result(quiet, { state: 'notFlagged' });
    await result(shadow, { effect: 'shadow' });
    expect(await page()).toMatchObject({ discrepancies: [], open: 0 });
  });
});

describe('closing a discrepancy', () => {
  async function found(): Promise<string> {
    const study = await listed();
    await read(study);
    await result(study);
    const id = (await page()).discrepancies[0]?.id;
    if (id === undefined) throw new Error('There is no discrepancy');
    return id;
  }

  it('says who looked, when and what followed, and takes it off the open ones', async () => {
    const id = await found();
    const closed = await discrepancies.close(
      id,
      { outcome: 'addendum', note: 'Small bleed', toldTo: null },
      reader,
    );
    expect(closed.closed).toMatchObject({ by: 'Reader', outcome: 'addendum', note: 'Small bleed' });
    expect(await page()).toMatchObject({ discrepancies: [], open: 0 });
    expect((await page('closed')).discrepancies).toEqual([closed]);
  });

  it('is done once, by one reader', async () => {
    const id = await found();
    const looked = { outcome: 'noChange', note: null, toldTo: null } as const;
    const closing = () => discrepancies.close(id, looked, reader);
    const outcomes = await Promise.allSettled([closing(), closing(), closing()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(closing()).rejects.toMatchObject({ code: 'DISCREPANCY_CLOSED' });
    await expect(
      discrepancies.close('00000000-0000-4000-8000-000000000009', looked, reader),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('names nobody who was told, and goes through it with nobody', async () => {
    const id = await found();
    const teaching = { outcome: 'teaching', note: null, toldTo: 'Somebody' } as const;
    await expect(discrepancies.close(id, teaching, reader)).rejects.toMatchObject({
      code: 'DISCREPANCY_OUTCOME',
    });
    const told = { outcome: 'communicated', note: null, toldTo: null } as const;
    expect((await discrepancies.close(id, told, reader)).closed).toMatchObject({ outcome: 'communicated' });
  });

  it('leaves the list paged, the latest first', async () => {
    for (let index = 0; index < 3; index++) {
      const study = await listed();
      await read(study);
      await result(study);
    }
    const first = await page('open', { limit: 2 });
    const second = await page('open', { limit: 2, after: first.next ?? '' });
    const times = [...first.discrepancies, ...second.discrepancies].map((one) => one.resultAt);
    expect(times).toHaveLength(3);
    expect([...times].sort().reverse()).toEqual(times);
    expect(second.next).toBeNull();
  });
});
