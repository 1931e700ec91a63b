import { compareReadingOrder, type Finding, type WorklistItem } from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { insertStudy, type StudyRow } from '../../test/studies.js';
import type { Principal } from '../identity/index.js';
import { RunStore, type InferenceRun } from '../inference/index.js';
import { Clock } from '../platform/index.js';
import { pageSql } from './filter.sql.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistPages } from './worklist-pages.js';
import { WorklistService } from './worklist.service.js';

const MODEL = { modelId: 'head-ct-hyperdensity', modelVersion: '1.0.0', modelSha256: '0'.repeat(64) };
const reader: Principal = {
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Reader',
  email: 'reader@spec.local',
  role: 'radiologist',
};

let context: TestContext;
let worklist: WorklistService;
let listPages: WorklistPages;
let prioritiser: Prioritiser;
let runs: RunStore;
/** Minutes that the clock is ahead. */
let ahead: number;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  worklist = context.app.get(WorklistService);
  listPages = context.app.get(WorklistPages);
  prioritiser = context.app.get(Prioritiser);
  runs = context.app.get(RunStore, { strict: false });
  context.app.get(Clock).now = () => new Date(Date.now() + ahead * 60_000);
});
afterAll(() => context.close());
beforeEach(async () => {
  ahead = 0;
  await context.dataSource.query('delete from study');
});

interface Listed {
  id: string;
  uid: string;
}

/** A complete study of one image, on the list. */
const listed = (row?: StudyRow): Promise<Listed> => listStudy(context, row);

async function item(study: Listed): Promise<WorklistItem> {
  const found = await worklist.item(study.uid);
  if (!found) throw new Error(`Study ${study.uid} is not on the list`);
  return found;
}

/** The whole list as its reader gets it, page by page. */
async function pages(limit: number): Promise<WorklistItem[][]> {
  const all: WorklistItem[][] = [];
  let after: string | undefined;
  do {
    const page = await listPages.page({ limit, after });
    all.push(page.items);
    after = page.next ?? undefined;
  } while (after);
  return all;
}

async function order(): Promise<string[]> {
  return (await pages(500)).flat().map((one) => one.studyInstanceUid);
}

function refresh(study: Listed): Promise<void> {
  return context.dataSource.transaction((manager) => prioritiser.refresh(manager, study.id));
}

function finding(flagged: boolean, critical = true): Finding {
  const concept = { scheme: 'SCT', value: '50960005', meaning: 'Hemorrhage' };
  return {
    concept,
    label: 'Hyperdensity suspected',
    flagged,
    critical,
    score: flagged ? 0.9 : 0.1,
    operatingPoint: 0.5,
    quantity: null,
    keyImage: null,
    boxes: [],
  };
}

/** Plans a run of the model for a revision of the study and begins it. */
async function begun(study: Listed, revision = 1): Promise<InferenceRun> {
  const planned = { studyId: study.id, studyUid: study.uid, revision };
  const input = { eligible: true, seriesUid: `${study.uid}.1` } as const;
  await context.dataSource.transaction((manager) =>
    runs.plan(manager, planned, [{ ...MODEL, effect: 'shown', site: null, scanner: null, input }]),
  );
  const run = (await runs.runsOfStudies([study.id])).find((one) => one.studyRevision === revision);
  const taken = run && (await runs.begin(run.id));
  if (!taken) throw new Error('The run was not planned');
  return taken;
}

async function flag(study: Listed, revision = 1, critical = true): Promise<void> {
  const run = await begun(study, revision);
  await runs.finish(run, { state: 'flagged', findings: [finding(true, critical)], timings: {} });
  await refresh(study);
}

async function reopen(study: Listed): Promise<void> {
  await context.dataSource.query('update study set revision = 2 where id = $1', [study.id]);
}

describe('the reading order', () => {
  it('is band, then rank, then study UID', async () => {
    const routine = await listed({ readyMinutesAgo: 10 });
    const earlier = await listed({ readyMinutesAgo: 20 });
    const urgent = await listed({ priority: 'HIGH' });
    const overdue = await listed({ priority: 'HIGH', readyMinutesAgo: 121 });
    const stat = await listed({ priority: 'STAT' });
    const twins = [await listed({ readyMinutesAgo: 30 }), await listed({ readyMinutesAgo: 30 })];
    await context.dataSource.query(
      `update worklist_item set rank_at = '2099-01-01T00:00:00Z' where study_id = any($1)`,
      [twins.map((twin) => twin.id)],
    );
    const expected = [stat, overdue, urgent, earlier, routine].map((one) => one.uid);
    expect(await order()).toEqual([...expected, ...twins.map((one) => one.uid).sort()]);
    const items = (await pages(500)).flat();
    expect(items.map((one) => one.band)).toEqual([0, 1, 2, 3, 3, 3, 3]);
    expect([...items].sort(compareReadingOrder)).toEqual(items);
  });

  it('is paged without loss or repetition over 250 studies', async () => {
    const priorities = ['STAT', 'HIGH', 'ROUTINE'];
    for (let index = 0; index < 250; index += 1) {
      await listed({ priority: priorities[index % 3] ?? 'ROUTINE', readyMinutesAgo: (index * 7) % 25 });
    }
    const all = await pages(37);
    expect(all.map((page) => page.length)).toEqual([37, 37, 37, 37, 37, 37, 28]);
    const items = all.flat();
    expect(new Set(items.map((one) => one.studyInstanceUid)).size).toBe(250);
    expect([...items].sort(compareReadingOrder)).toEqual(items);
    const { counts } = await listPages.page({ limit: 1 });
    expect(counts).toEqual({ unread: 250, stat: 84, overdue: 0, total: 250 });
  });

  it('ends where a page is exactly full', async () => {
    await Promise.all([1, 2, 3, 4].map(() => listed()));
    expect((await pages(2)).map((page) => page.length)).toEqual([2, 2]);
  });

  it('refuses a cursor that it did not give', async () => {
    const made = Buffer.from('[9,"yesterday","1.2.3"]').toString('base64url');
    for (const after of ['nonsense', made]) {
      await expect(listPages.page({ limit: 10, after })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });

  it('is read from the index worklist_order, without sorting', async () => {
    await context.dataSource.query(`
      with made as (
        insert into study (study_instance_uid, attributes, state)
        select '1.2.' || n, '{}', 'complete' from generate_series(1, 5000) n returning id, study_instance_uid)
      insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at,
        overdue, reasons, policy_version, reading)
      select id, study_instance_uid, 'routine', 'default', 3, now() + random() * interval '1 day', now(), now(), false,
        '[]', 'spec', case when random() < 0.5 then 'read' else 'unread' end from made`);
    await context.dataSource.query('analyze worklist_item');
    const asked = { limit: 101, filter: {}, readerId: reader.id, now: new Date() };
    const after = { band: 3, rankAt: new Date().toISOString(), studyUid: '1.2.3' };
    for (const { text, values } of [pageSql(asked), pageSql({ ...asked, after })]) {
      const lines = await context.dataSource.query<Record<'QUERY PLAN', string>[]>(`explain ${text}`, values);
      const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Scan using worklist_order');
      expect(plan).not.toMatch(/Sort|Seq Scan/);
    }
  });
});

describe('the clock', () => {
  it('raises a study to band 1 once it is overdue', async () => {
    const study = await listed({ priority: 'HIGH' });
    const other = await listed({ priority: 'HIGH' });
    await context.dataSource.query(
      `update worklist_item set due_at = now() + interval '1 year' where study_id = $1`,
      [other.id],
    );
    ahead = 119;
    await listPages.page({ limit: 10 });
    expect(await item(study)).toMatchObject({ band: 2, overdue: false, version: 1 });
    ahead = 121;
    expect(await order()).toEqual([study.uid, other.uid]);
    const raised = await item(study);
    expect(raised).toMatchObject({ band: 1, overdue: true, version: 2 });
    expect(raised.reasons.map((reason) => reason.kind)).toEqual(['overdue', 'order']);
    await listPages.page({ limit: 10 });
    expect((await item(study)).version).toBe(2);
    const events = await context.dataSource.query<unknown[]>(
      `select payload ->> 'version' as version from event where name = 'WorklistItemChanged' and study_uid = $1
        order by id`,
      [study.uid],
    );
    expect(events).toEqual([{ version: '1' }, { version: '2' }]);
  });

  it('leaves an overdue STAT in band 0', async () => {
    const study = await listed({ priority: 'STAT', readyMinutesAgo: 31 });
    expect(await item(study)).toMatchObject({ band: 0, overdue: true });
  });
});

describe('a person', () => {
  const change = { orderClass: 'urgent', reason: 'asked by the ward' } as const;

  it('sets the order class, with the reason in the trail', async () => {
    const study = await listed();
    const changed = await worklist.prioritise(study.uid, { ...change, expectedVersion: 1 }, reader);
    expect(changed).toMatchObject({ band: 2, orderClass: 'urgent', version: 2 });
    const [line] = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'worklist.prioritise' and study_uid = $1`,
      [study.uid],
    );
    expect(line?.detail).toBe('urgent: asked by the ward');
  });

  it('cannot change a row that has changed since', async () => {
    const study = await listed();
    await worklist.prioritise(study.uid, { ...change, expectedVersion: 1 }, reader);
    const before = await item(study);
    const stale = { orderClass: 'stat', reason: 'not seen', expectedVersion: 1 } as const;
    await expect(worklist.prioritise(study.uid, stale, reader)).rejects.toMatchObject({
      code: 'WORKLIST_ITEM_CHANGED',
      status: 409,
    });
    expect(await item(study)).toEqual(before);
  });

  it('is refused by the row when two change it at once', async () => {
    const study = await listed();
    const both = await Promise.allSettled(
      (['stat', 'urgent'] as const).map((orderClass) =>
        worklist.prioritise(study.uid, { orderClass, reason: 'at once', expectedVersion: 1 }, reader),
      ),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await item(study)).version).toBe(2);
  });

  it('takes a study off the list by reading it, and puts it back', async () => {
    const [first, second, third] = [
      await listed({ readyMinutesAgo: 30 }),
      await listed({ readyMinutesAgo: 20 }),
      await listed({ readyMinutesAgo: 10 }),
    ];
    const { item: read } = await worklist.markReading(
      second.uid,
      { reading: 'read', expectedVersion: 1 },
      reader,
    );
    expect(read.reading).toBe('read');
    expect(await order()).toEqual([first.uid, third.uid]);
    await worklist.markReading(second.uid, { reading: 'unread', expectedVersion: read.version }, reader);
    expect(await order()).toEqual([first.uid, second.uid, third.uid]);
  });

  it('is changed by more people at once than there are connections', async () => {
    const studies: Listed[] = [];
    for (let n = 0; n < 30; n += 1) studies.push(await listed());
    const read = await Promise.all(
      studies.map(({ uid }) => worklist.markReading(uid, { reading: 'read', expectedVersion: 1 }, reader)),
    );
    expect(read.map(({ item: row }) => row.reading)).toEqual(studies.map(() => 'read'));
    expect(await order()).toEqual([]);
  });

  it('finds a read study unread again once new images have completed it', async () => {
    const study = await listed();
    await worklist.markReading(study.uid, { reading: 'read', expectedVersion: 1 }, reader);
    await reopen(study);
    await refresh(study);
    expect(await order()).toEqual([]);
    await context.dataSource.transaction((manager) => prioritiser.admit(manager, study.id));
    expect(await order()).toEqual([study.uid]);
  });

  it('gets 404 for a study that is not there', async () => {
    const missing = worklist.prioritise('1.2.3', { ...change, expectedVersion: 1 }, reader);
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });
});

describe('an AI result', () => {
  it('raises the study by a flag, before any that is not', async () => {
    const before = await listed({ priority: 'HIGH', readyMinutesAgo: 30 });
    const study = await listed();
    await flag(study);
    expect(await order()).toEqual([study.uid, before.uid]);
    const raised = await item(study);
    expect(raised).toMatchObject({ band: 1, orderClass: 'routine' });
    expect(raised.reasons[0]).toMatchObject({ kind: 'ai', modelId: MODEL.modelId, modelVersion: '1.0.0' });
    expect(raised.ai).toMatchObject([{ modelId: MODEL.modelId, state: 'flagged', stale: false }]);
  });

  it("stays below a human's STAT, however late that is due, and never lowers one", async () => {
    const flagged = await listed({ readyMinutesAgo: 50 });
    await flag(flagged);
    const stat = await listed();
    await worklist.prioritise(
      stat.uid,
      { orderClass: 'stat', reason: 'in the theatre', expectedVersion: 1 },
      reader,
    );
    expect(await order()).toEqual([stat.uid, flagged.uid]);
    await flag(stat);
    expect(await item(stat)).toMatchObject({ band: 0 });
    expect(await order()).toEqual([stat.uid, flagged.uid]);
  });

  it('moves nothing where the finding is not critical, or nothing is flagged', async () => {
    const study = await listed();
    const place = ({ band, dueAt, reasons }: WorklistItem) => ({ band, dueAt, reasons });
    const before = place(await item(study));
    await flag(study, 1, false);
    expect(place(await item(study))).toEqual(before);
    const clean = await listed();
    const cleanBefore = place(await item(clean));
    await runs.finish(await begun(clean), { state: 'notFlagged', findings: [finding(false)], timings: {} });
    await refresh(clean);
    expect(place(await item(clean))).toEqual(cleanBefore);
  });

  it('of a newer revision that does not flag returns the study to its ordered place', async () => {
    const study = await listed();
    const { dueAt } = await item(study);
    await flag(study);
    await reopen(study);
    await runs.finish(await begun(study, 2), {
      state: 'notFlagged',
      findings: [finding(false)],
      timings: {},
    });
    await refresh(study);
    const returned = await item(study);
    expect(returned).toMatchObject({ band: 3, dueAt });
    expect(returned.reasons.map((reason) => reason.kind)).toEqual(['order']);
  });

  it.each(['failed', 'notEvaluable'] as const)('that is %s takes back no flag of before', async (state) => {
    const study = await listed();
    await flag(study);
    await reopen(study);
    const run = await begun(study, 2);
    await refresh(study);
    expect(await item(study)).toMatchObject({ band: 1 });
    await runs.finish(run, { state, reason: 'no use', findings: [], timings: {} });
    await refresh(study);
    const kept = await item(study);
    expect(kept).toMatchObject({ band: 1 });
    expect(kept.reasons[0]?.text).toContain('from images before the latest');
    expect(kept.ai).toMatchObject([{ state, reason: 'no use' }]);
  });

  it('of an attempt that another took over is not recorded', async () => {
    const study = await listed();
    const lost = await begun(study);
    const taken = await runs.begin(lost.id);
    if (!taken) throw new Error('The run could not be taken over');
    expect(await runs.finish(lost, { state: 'flagged', findings: [finding(true)], timings: {} })).toBe(false);
    expect(await runs.finish(taken, { state: 'notFlagged', findings: [finding(false)], timings: {} })).toBe(
      true,
    );
    await refresh(study);
    expect(await item(study)).toMatchObject({ band: 3, ai: [{ state: 'notFlagged' }] });
  });
});

describe('a study without acquired images', () => {
  it('gets no row', async () => {
    const study = await insertStudy(context.dataSource, { modality: 'SR', hasPixels: false });
    await context.dataSource.transaction((manager) => prioritiser.admit(manager, study.id));
    expect(await worklist.item(study.uid)).toBeNull();
  });
});
