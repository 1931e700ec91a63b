import type { HoldKind, PlaceHold, WorklistItem } from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { readerOf } from '../../test/readers.js';
import { problem, refused } from '../../test/refused.js';
import type { StudyRow } from '../../test/studies.js';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ClaimsService } from './claims.service.js';
import { HoldSweep } from './hold-sweep.js';
import { HoldsService } from './holds.service.js';
import { NextStudyService } from './next-study.service.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistPages } from './worklist-pages.js';
import { WorklistService } from './worklist.service.js';

const MINUTE = 60_000;

let context: TestContext;
let claims: ClaimsService;
let holds: HoldsService;
let nextStudy: NextStudyService;
let worklist: WorklistService;
let listPages: WorklistPages;
/** Milliseconds that the clock is ahead. */
let ahead: number;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  const { app } = context;
  [claims, holds, nextStudy] = [app.get(ClaimsService), app.get(HoldsService), app.get(NextStudyService)];
  [worklist, listPages] = [app.get(WorklistService), app.get(WorklistPages)];
  app.get(Clock).now = () => new Date(Date.now() + ahead);
  await context.dataSource.query(`insert into site (name, time_zone) values ('Spec', 'Europe/Berlin')`);
});
afterAll(() => context.close());
beforeEach(async () => {
  ahead = 0;
  await context.dataSource.query('delete from study');
});

const [one, other] = [readerOf(1), readerOf(2)];
const listed = async (row?: StudyRow): Promise<string> => (await listStudy(context, row)).uid;

const inMinutes = (minutes: number): string => new Date(Date.now() + ahead + minutes * MINUTE).toISOString();
const versionOf = async (uid: string): Promise<number> => (await worklist.requireItem(uid)).version;

async function hold(
  uid: string,
  by: Principal,
  minutes = 30,
  change: Partial<PlaceHold> = {},
): Promise<WorklistItem> {
  const kind: HoldKind = 'awaitingPriors';
  return holds.place(uid, { kind, until: inMinutes(minutes), ...change }, by);
}
async function end(uid: string, by: Principal): Promise<WorklistItem> {
  const item = await worklist.requireItem(uid);
  return holds.end(uid, { placedAt: item.hold?.at ?? inMinutes(0) }, by);
}

const onHold = async (): Promise<string[]> =>
  (await listPages.page({ limit: 9, filter: { onHold: true } }, one)).items.map(
    (item) => item.studyInstanceUid,
  );

async function eventsOf(uid: string): Promise<string[]> {
  const rows = await context.dataSource.query<{ name: string; how: string | null }[]>(
    `select name, payload ->> 'how' as how from event
      where study_uid = $1 and name in ('HoldPlaced', 'HoldEnded', 'ClaimEnded', 'StudyClaimed') order by id`,
    [uid],
  );
  return rows.map(({ name, how }) => (how === null ? name : `${name} ${how}`));
}

async function auditOf(uid: string): Promise<[string, string][]> {
  const rows = await context.dataSource.query<{ actor: string; detail: string }[]>(
    `select actor, detail from audit_event where study_uid = $1 and detail like '%hold%' order by id`,
    [uid],
  );
  return rows.map(({ actor, detail }) => [actor, detail]);
}

describe('a hold', () => {
  it('says why and until when, moves nothing, and gives the study back', async () => {
    const uid = await listed();
    const before = (await claims.ask(uid, {}, one)).item;
    const until = '2035-06-01T07:40:00.000Z';
    ahead = Date.parse(until) - Date.now() - 30 * MINUTE;
    await context.dataSource.query(`update worklist_item set ready_at = $1`, [inMinutes(-10)]);
    await worklist.prioritise(
      uid,
      { orderClass: 'urgent', reason: 'Spec', expectedVersion: before.version },
      one,
    );
    const asked = await worklist.requireItem(uid);
    const held = await hold(uid, one, 0, { until, note: 'Sent for by fax' });
    const { band, rankAt, dueAt, overdue, policyVersion } = asked;
    expect(held).toMatchObject({ band, rankAt, dueAt, overdue, policyVersion, claim: null });
    expect(held.version).toBeGreaterThan(asked.version);
    expect(held.hold).toMatchObject({
      kind: 'awaitingPriors',
      note: 'Sent for by fax',
      until,
      by: 'Reader 1',
    });
    expect(held.reasons.slice(0, -1)).toEqual(asked.reasons);
    expect(held.reasons.at(-1)).toEqual({ kind: 'hold', text: 'On hold until 09:40: priors awaited' });
    expect(await onHold()).toEqual([uid]);
    expect(await eventsOf(uid)).toEqual(['StudyClaimed chosen', 'HoldPlaced', 'ClaimEnded released']);
    expect(await auditOf(uid)).toEqual([[`person:${one.id}`, `on hold until ${until}: awaitingPriors`]]);
  });

  it('is ended by any reader, once, and the row says so to every page', async () => {
    const uid = await listed();
    const held = await hold(uid, one);
    const free = await end(uid, other);
    expect(free).toMatchObject({ hold: null, reasons: [{ kind: 'order' }] });
    expect(free.version).toBeGreaterThan(held.version);
    expect(await onHold()).toEqual([]);
    expect((await end(uid, one)).version).toBe(free.version);
    expect(await eventsOf(uid)).toEqual(['HoldPlaced', 'HoldEnded ended']);
    expect((await auditOf(uid)).at(-1)).toEqual([`person:${other.id}`, 'hold ended']);
    await hold(uid, one);
    expect(await refused(holds.end(uid, { placedAt: held.hold?.at ?? '' }, other))).toBe('STUDY_ON_HOLD');
  });

  it('is told to open lists', async () => {
    const uid = await listed();
    const free = await hold(uid, one);
    const [{ version } = { version: 0 }] = await context.dataSource.query<{ version: number }[]>(
      `select (payload ->> 'version')::int as version from event
        where study_uid = $1 and name = 'WorklistItemChanged' order by id desc limit 1`,
      [uid],
    );
    expect(version).toBe(free.version);
  });

  it('has no effect after its time, also before the worker has removed it, which tells open lists', async () => {
    const uid = await listed();
    const held = await hold(uid, one, 6);
    ahead += 6 * MINUTE;
    expect(await worklist.item(uid)).toMatchObject({ hold: null, reasons: [{ kind: 'order' }] });
    expect(await onHold()).toEqual([]);
    expect((await nextStudy.next(other)).item.studyInstanceUid).toBe(uid);
    expect(await context.app.get(HoldSweep).endRunOut()).toBe(1);
    expect(await context.app.get(HoldSweep).endRunOut()).toBe(0);
    expect(await versionOf(uid)).toBeGreaterThan(held.version);
    expect((await eventsOf(uid)).at(-1)).toBe('HoldEnded expired');
    const [row] = await context.dataSource.query<{ reasons: { kind: string }[] }[]>(
      'select reasons from worklist_item where study_uid = $1',
      [uid],
    );
    expect(row?.reasons.map(({ kind }) => kind)).toEqual(['order']);
  });

  it('ends with the reading, and stands again when that is undone at once', async () => {
    const uid = await listed();
    const { version } = await hold(uid, one);
    const read = await worklist.markReading(uid, { reading: 'read', expectedVersion: version }, other);
    expect(read.item.hold).toBeNull();
    expect(await eventsOf(uid)).toEqual(['HoldPlaced', 'HoldEnded read']);
    const back = { reading: 'unread', expectedVersion: read.item.version } as const;
    expect((await worklist.markReading(uid, back, other)).item.hold?.by).toBe('Reader 1');
  });

  it('is one at a time: of two readers who place one at once, one is told of the other', async () => {
    const uid = await listed();
    const until = inMinutes(30);
    const place = (by: Principal) => holds.place(uid, { kind: 'incompleteImages', until }, by);
    const results = await Promise.allSettled([place(one), place(other)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.findIndex(({ status }) => status === 'rejected');
    const [won, loser] = lost === 0 ? [other, one] : [one, other];
    expect(await problem(place(loser))).toMatchObject({ code: 'STUDY_ON_HOLD', status: 409 });
    // The same once more, as after a lost answer.
    const { version } = await worklist.requireItem(uid);
    expect((await place(won)).version).toBe(version);
    expect(await eventsOf(uid)).toEqual(['HoldPlaced']);
  });

  it('is not of what another reader has, nor of what is read', async () => {
    const uid = await listed();
    const { item, token } = await claims.ask(uid, {}, other);
    expect(await refused(hold(uid, one))).toBe('STUDY_CLAIMED');
    expect(await refused(hold(uid, one, 30, { token }))).toBe('CLAIM_TAKEN');
    await worklist.markReading(uid, { reading: 'read', expectedVersion: item.version }, other);
    expect(await refused(hold(uid, one))).toBe('STUDY_IS_READ');
  });

  it.each([
    ['a routine study', {}, [4, 5, 240, 241]],
    ['a STAT, until it is due', { priority: 'STAT', readyMinutesAgo: 10 }, [4, 5, 19, 21]],
    ['an overdue study', { readyMinutesAgo: 2000 }, [4, 5, 30, 31]],
  ] as const)('of %s has its limits', async (_name, row, [short, shortest, longest, long]) => {
    // Not to the millisecond: time goes by between asking and deciding.
    const slack = { earliest: 0.5, latest: -0.1 };
    const uid = await listed(row);
    expect(await refused(hold(uid, one, short))).toBe('HOLD_OUT_OF_RANGE');
    expect(await refused(hold(uid, one, long))).toBe('HOLD_OUT_OF_RANGE');
    for (const minutes of [shortest + slack.earliest, longest + slack.latest]) {
      expect((await hold(uid, one, minutes)).hold).not.toBeNull();
      await end(uid, one);
    }
  });

  it('is refused where the study is due too soon, in words that say what to do', async () => {
    const uid = await listed({ priority: 'STAT', readyMinutesAgo: 26 });
    const { code, status, detail } = await problem(hold(uid, one, 5));
    expect([code, status]).toEqual(['HOLD_TOO_LATE', 422]);
    expect(detail).toMatch(/Read it, or skip it with a reason\.$/);
  });
});

describe('next', () => {
  it('passes over what is on hold, be it STAT, and says so; never what is overdue', async () => {
    const stat = await listed({ priority: 'STAT' });
    const late = await listed({ readyMinutesAgo: 2000 });
    await hold(stat, one, 20);
    await hold(late, one, 20);
    const first = await nextStudy.next(other);
    expect([first.item.studyInstanceUid, first.passedOver]).toEqual([late, [{ why: 'onHold', count: 1 }]]);
    expect((await problem(nextStudy.next(one))).detail).toBe('Of all 2 left: 1 on hold, 1 held by others.');
    await end(stat, one);
    expect((await nextStudy.next(one)).item.studyInstanceUid).toBe(stat);
  });

  it('gives a study that became due earlier than its hold was to end', async () => {
    const uid = await listed({ readyMinutesAgo: 100 });
    const { version } = await hold(uid, one, 200);
    await worklist.prioritise(uid, { orderClass: 'stat', reason: 'Spec', expectedVersion: version }, one);
    expect((await nextStudy.next(other)).item.studyInstanceUid).toBe(uid);
  });
});

describe('undo', () => {
  it('of a hold ends it and gives the study back to whoever placed it', async () => {
    const uid = await listed();
    await claims.ask(uid, {}, one);
    await hold(uid, one);
    expect(await refused(holds.undo(uid, other))).toBe('UNDO_TOO_LATE');
    const { item, token } = await holds.undo(uid, one);
    expect(item).toMatchObject({ hold: null, claim: { holderId: one.id } });
    expect((await claims.ask(uid, { token: token ?? '' }, one)).token).toBe(token);
    expect((await eventsOf(uid)).slice(-2)).toEqual(['HoldEnded undone', 'StudyClaimed returned']);
  });

  it('of an end brings back the hold as it was, unless somebody took the study, or later', async () => {
    const uid = await listed();
    const { hold: placed } = await hold(uid, one, 30, { kind: 'other', note: 'Patient moved' });
    await end(uid, other);
    expect((await holds.undo(uid, other)).item.hold).toEqual(placed);
    expect((await auditOf(uid)).at(-1)?.[1]).toBe(`on hold again until ${placed?.until}: other`);
    await end(uid, other);
    await claims.ask(uid, {}, one);
    expect(await refused(holds.undo(uid, other))).toBe('UNDO_TOO_LATE');
    const late = await listed();
    await hold(late, one);
    ahead += MINUTE;
    expect(await refused(holds.undo(late, one))).toBe('UNDO_TOO_LATE');
  });
});
