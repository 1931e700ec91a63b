import type { SkipReason } from '@firstread/contract';
import fc from 'fast-check';
import { startContext, type TestContext } from './context.js';
import { listStudy } from './listed.js';
import { insertReader } from './readers.js';
import type { Principal } from '../src/identity/index.js';
import { TurnaroundModule } from '../src/turnaround/index.js';
import { consumeLog, followLog, logged, projectAll } from '../src/turnaround/test/following.js';
import { ClaimsService } from '../src/worklist/claims.service.js';
import { HandOverService } from '../src/worklist/hand-over.service.js';
import { HoldsService } from '../src/worklist/holds.service.js';
import { WorklistModule } from '../src/worklist/index.js';
import { NextStudyService } from '../src/worklist/next-study.service.js';
import { SkipsService } from '../src/worklist/skips.service.js';
import { WorklistPages } from '../src/worklist/worklist-pages.js';
import { WorklistService } from '../src/worklist/worklist.service.js';
import { actsOf } from '../src/fairness/domain/acts.js';
import { FairnessHttpModule } from '../src/fairness/fairness.module.js';
import { countAll } from '../src/fairness/test/counting.js';
import { FairnessService } from '../src/fairness/fairness.service.js';
import { ListLog } from '../src/fairness/list-log.js';
import { ListHistoryService } from '../src/fairness/list-history.service.js';

let context: TestContext;
let readers: Principal[];

beforeAll(async () => {
  context = await startContext(() => [WorklistModule, TurnaroundModule, FairnessHttpModule]);
});
afterAll(() => context.close());
beforeEach(async () => {
  await removeStudies();
  readers = [await insertReader(context.dataSource, 'One'), await insertReader(context.dataSource, 'Two')];
});

const get = <T>(of: new (...parameters: never[]) => T): T => context.app.get(of, { strict: false });
const pause = () => new Promise((resolve) => setTimeout(resolve, 3));
const now = () => new Date(Date.now());

/** As the archive does it, which other specs hold. */
async function removeStudies(): Promise<void> {
  const { dataSource } = context;
  const rows = await dataSource.query<{ studyId: string; studyUid: string }[]>(
    'select id as "studyId", study_instance_uid as "studyUid" from study',
  );
  await dataSource.query('delete from study');
  for (const study of rows)
    await logged(dataSource, new Date(), 'StudyDeleted', { ...study, role: 'administrator' });
}

/** What both the page and the rebuilt list say of a study. */
interface Line {
  uid: string;
  band: number;
  dueAt: string | null;
  overdue: boolean;
  reasons: string[];
  rules: string | null;
  holder: string | null;
  hold: string | null;
}

async function shown(): Promise<Line[]> {
  const { items } = await get(WorklistPages).page({ limit: 100 });
  return items.map(({ studyInstanceUid: uid, band, dueAt, overdue, reasons, ...item }) => ({
    uid,
    ...{ band, dueAt, overdue },
    reasons: reasons.map(({ kind }) => kind).filter((kind) => kind !== 'hold'),
    rules: item.policyVersion,
    holder: item.claim?.holderId ?? null,
    hold: item.hold?.kind ?? null,
  }));
}

async function rebuilt(at: Date): Promise<Line[]> {
  const head = { ...readers[0], role: 'departmentHead' } as Principal;
  const whole = { at: at.toISOString(), limit: 200, after: 0 };
  const { studies, total } = await get(ListHistoryService).at(whole, head);
  expect(studies.map(({ place }) => place)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  return studies.map(({ studyInstanceUid: uid, band, dueAt, overdue, reasons, rules, claim, hold }) => ({
    uid,
    ...{ band, dueAt, overdue, rules },
    reasons: reasons.filter((kind) => kind !== 'hold'),
    holder: claim?.by?.id ?? null,
    hold: hold?.kind ?? null,
  }));
}

type Deed = [kind: string, study: number, reader: number];
const KINDS = [
  'new',
  'stat',
  'next',
  'claim',
  'takeOver',
  'release',
  'skip',
  'unskip',
  'hold',
  'endHold',
  'handOver',
  'undoHandOver',
  'read',
  'unread',
];
const deeds = fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.nat({ max: 3 }), fc.nat({ max: 1 })), {
  minLength: 6,
  maxLength: 14,
});

/** Does it where it can be done; what the product refuses changes nothing. */
async function attempt(
  [kind, study, reader]: Deed,
  uids: string[],
  tokens: Map<string, string>,
): Promise<void> {
  const [by, other] = [readers[reader], readers[1 - reader]] as [Principal, Principal];
  const uid = uids[study % uids.length] ?? '';
  const token = tokens.get(`${uid} ${by.id}`) ?? '0';
  const keep = (held: { item: { studyInstanceUid: string }; token: string }) =>
    tokens.set(`${held.item.studyInstanceUid} ${by.id}`, held.token);
  const version = async () => (await get(WorklistService).item(uid))?.version ?? 0;
  const until = new Date(Date.now() + 20 * 60_000).toISOString();
  const mark = async (reading: 'read' | 'unread') =>
    get(WorklistService).markReading(uid, { reading, expectedVersion: await version() }, by);
  const ways: Record<string, () => Promise<unknown>> = {
    new: async () => uids.push((await listStudy(context, { readyMinutesAgo: study * 25 })).uid),
    stat: async () =>
      get(WorklistService).prioritise(
        uid,
        { orderClass: study % 2 ? 'stat' : 'urgent', reason: 'Called', expectedVersion: await version() },
        by,
      ),
    next: async () => keep(await get(NextStudyService).next(by)),
    claim: async () => keep(await get(ClaimsService).ask(uid, {}, by)),
    takeOver: async () => keep(await get(ClaimsService).ask(uid, { takeOver: { reason: 'Urgent' } }, by)),
    release: () => get(ClaimsService).release(uid, token, by),
    skip: () => get(SkipsService).skip(uid, { reasonCode: 'needsPriors' satisfies SkipReason }, by),
    unskip: () => get(SkipsService).undo(uid, by),
    hold: () => get(HoldsService).place(uid, { kind: 'awaitingPriors', until }, by),
    endHold: async () => {
      const hold = (await get(WorklistService).item(uid))?.hold;
      if (hold) await get(HoldsService).end(uid, { placedAt: hold.at }, by);
    },
    handOver: () => get(HandOverService).handOver(uid, { token, readerId: other.id }, by),
    undoHandOver: async () => keep(await get(HandOverService).undo(uid, by)),
    read: () => mark('read'),
    unread: () => mark('unread'),
  };
  await ways[kind]?.().catch((error: { status?: number }) => {
    if (error.status === undefined) throw error;
  });
}

describe('the list of a moment', () => {
  it('is what the product showed then, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (course) => {
        await removeStudies();
        const [uids, tokens] = [[(await listStudy(context)).uid], new Map<string, string>()];
        const snapshots: { at: Date; lines: Line[] }[] = [];
        for (const deed of course) {
          await attempt(deed, uids, tokens);
          const lines = await shown();
          await pause();
          snapshots.push({ at: now(), lines });
          await pause();
        }
        await consumeLog(context);
        for (const { at, lines } of snapshots) expect(await rebuilt(at)).toEqual(lines);
        await projectAll(context);
        for (const { at, lines } of snapshots) expect(await rebuilt(at)).toEqual(lines);
      }),
      { numRuns: 6 },
    );
  });

  it('tells what the caller may know, what became of each study, and leaves a line in the trail', async () => {
    const [one, two] = readers as [Principal, Principal];
    const [{ uid }, { uid: other }] = [
      await listStudy(context, { priority: 'STAT' }),
      await listStudy(context),
    ];
    const held = await get(ClaimsService).ask(uid, {}, one);
    await get(SkipsService).skip(other, { reasonCode: 'poorQuality' }, two);
    await pause();
    const at = now().toISOString();
    await pause();
    await get(ClaimsService).release(uid, held.token, one);
    await followLog(context);
    const ask = { at, limit: 50, after: 0 };
    const head = { ...one, role: 'departmentHead' } as const;
    const whole = await get(ListHistoryService).at({ ...ask, reader: two.id }, head);
    const first = whole.studies.find((study) => study.studyInstanceUid === uid);
    expect(first).toMatchObject({
      certain: true,
      keptFromReader: 'heldByOther',
      claim: { by: { name: 'One' } },
    });
    expect(first?.next.map(({ kind }) => kind)).toEqual(['released']);
    expect(first?.why[0]).toMatch(/^STAT/);
    const second = whole.studies.find((study) => study.studyInstanceUid === other);
    expect(second).toMatchObject({
      keptFromReader: 'skipped',
      skips: [{ by: { name: 'Two' }, reason: 'poorQuality' }],
    });
    const own = await get(ListHistoryService).at(ask, two);
    expect(own.studies.find((study) => study.studyInstanceUid === uid)?.claim?.by).toBeNull();
    await expect(get(ListHistoryService).at({ ...ask, reader: one.id }, two)).rejects.toMatchObject({
      status: 403,
    });
    const [line] = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'listHistory.read' and detail like 'the list of %'`,
    );
    expect(line?.detail).toBe(`the list of ${two.id} at ${at}`);
  });
});

describe('the work of readers', () => {
  it('is counted from the log, and told by name to the head alone', async () => {
    const [one, two] = readers as [Principal, Principal];
    const [first, second] = [await listStudy(context, { priority: 'STAT' }), await listStudy(context)];
    await get(ClaimsService).ask(second.uid, {}, one);
    const { token, item } = await get(NextStudyService).next(two);
    expect(item.studyInstanceUid).toBe(first.uid);
    await get(WorklistService).markReading(
      first.uid,
      { reading: 'read', expectedVersion: item.version, claimToken: token },
      two,
    );
    await get(SkipsService).skip(second.uid, { reasonCode: 'tooComplexNow' }, one);
    await followLog(context);
    const day = now().toISOString().slice(0, 10);
    const head = { ...one, role: 'departmentHead' } as const;
    expect((await get(FairnessService).figures({ from: day, to: day }, head)).pending).toBe(true);
    await countAll(context);
    const { readers: all, named, pending } = await get(FairnessService).figures({ from: day, to: day }, head);
    const of = (reader: Principal) => all.find(({ readerId }) => readerId === reader.id);
    expect([named, pending]).toEqual([true, false]);
    expect(of(one)).toMatchObject({
      name: 'One',
      studiesRead: 0,
      studiesAssigned: { chosen: 1, next: 0 },
      skipped: { tooComplexNow: 1 },
      releaseRate: { n: 1, value: null, refused: 'tooFew' },
    });
    expect(of(two)).toMatchObject({ studiesRead: 1, rvuRead: 1.2, studiesAssigned: { next: 1 } });
    const own = await get(FairnessService).figures({ from: day, to: day }, two);
    expect([own.named, own.readers.map(({ name }) => name)]).toEqual([false, ['Two']]);
    const days = { from: day, to: day, limit: 50, after: 0 };
    const { acts } = await get(FairnessService).acts({ ...days, reader: one.id, what: 'chosen' }, head);
    expect(acts).toMatchObject([
      { studyInstanceUid: second.uid, choice: { place: 2, of: 2, medianPassedRvu: 1.2 } },
    ]);
    await expect(
      get(FairnessService).acts({ ...days, reader: one.id, what: 'read' }, two),
    ).rejects.toMatchObject({ status: 403 });
  });

  it('is the same counted as things happen and counted from the whole log', async () => {
    const kept = () => context.dataSource.query<object[]>('select * from reader_day order by day, reader_id');
    await fc.assert(
      fc.asyncProperty(deeds, fc.nat({ max: 3 }), async (course, pauses) => {
        await removeStudies();
        const [uids, tokens] = [[(await listStudy(context)).uid], new Map<string, string>()];
        for (const [turn, deed] of course.entries()) {
          await attempt(deed, uids, tokens);
          await pause();
          if (turn % 4 < pauses) await countLog();
        }
        await countLog();
        const before = await kept();
        await context.dataSource.query('delete from reader_day');
        await context.dataSource.query(
          'insert into reader_dirty_day select distinct recorded_at::date, reader_id from clinical_event where reader_id is not null',
        );
        await countAll(context);
        expect(await kept()).toEqual(before);
        expect(await actsCounted()).toEqual(await actsInLog());
      }),
      { numRuns: 6 },
    );
  });
});

async function countLog(): Promise<void> {
  await followLog(context);
  await countAll(context);
}

/** Of the two readers: what came, what was skipped, and claims taken over. */
async function actsCounted(): Promise<number[][]> {
  return Promise.all(
    readers.map(async ({ id }) => {
      const rows = await context.dataSource.query<{ counts: number[] }[]>(
        `select array[came_next + came_chosen + came_taken_over + came_handed_over + came_unknown, studies_skipped, steals] as counts
           from reader_day where reader_id = $1`,
        [id],
      );
      return rows[0]?.counts ?? [0, 0, 0];
    }),
  );
}

async function actsInLog(): Promise<number[][]> {
  const { manager } = context.dataSource;
  const rows = await manager.query<{ uid: string }[]>('select distinct study_uid as uid from clinical_event');
  const acts = actsOf(
    await get(ListLog).entries(
      manager,
      rows.map(({ uid }) => uid),
      now(),
    ),
  );
  return readers.map(({ id }) => {
    const own = acts.filter(({ readerId }) => readerId === id);
    const studies = (kind: string) =>
      new Set(own.filter((act) => act.kind === kind).map(({ studyUid }) => studyUid)).size;
    return [studies('assigned'), studies('skipped'), own.filter(({ kind }) => kind === 'stolen').length];
  });
}
