import type { HeldStudy, ReadingRights, SkipReason } from '@firstread/contract';
import { randomUUID } from 'node:crypto';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { insertReader } from '../../test/readers.js';
import { problem } from '../../test/refused.js';
import type { StudyRow } from '../../test/studies.js';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ClaimSweep } from './claim-sweep.js';
import { ClaimsService } from './claims.service.js';
import { SKIP_HIDES_MS } from './domain/assignment.js';
import { HandOverService } from './hand-over.service.js';
import { HAND_OVER_LEASE_MS, LEASE_MS } from './leases.js';
import { NextStudyService } from './next-study.service.js';
import { ReadersService } from './readers.service.js';
import { SkipsService } from './skips.service.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistPages } from './worklist-pages.js';
import { WorklistService } from './worklist.service.js';

const READERS = 50;
const NONE: ReadingRights = { modalities: [], subspecialties: [], sites: [], credentials: [] };

let context: TestContext;
let claims: ClaimsService;
let nextStudy: NextStudyService;
let skips: SkipsService;
let handOvers: HandOverService;
let readers: ReadersService;
let worklist: WorklistService;
let listPages: WorklistPages;
/** Milliseconds that the clock is ahead. */
let ahead: number;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  const { app } = context;
  [claims, nextStudy, skips] = [app.get(ClaimsService), app.get(NextStudyService), app.get(SkipsService)];
  [handOvers, readers, worklist] = [
    app.get(HandOverService),
    app.get(ReadersService),
    app.get(WorklistService),
  ];
  listPages = app.get(WorklistPages);
  app.get(Clock).now = () => new Date(Date.now() + ahead);
  await context.dataSource.query(`insert into site (name, time_zone) values ('Spec', 'Europe/Berlin')`);
});
afterAll(() => context.close());
beforeEach(async () => {
  ahead = 0;
  await context.dataSource.query('delete from study');
  await context.dataSource.query('delete from app_user');
  await context.dataSource.query('delete from reading_requirement');
});

const reader = (name?: string): Promise<Principal> => insertReader(context.dataSource, name);
const listed = async (row?: StudyRow): Promise<string> => (await listStudy(context, row)).uid;

const head = {
  kind: 'person',
  id: randomUUID(),
  displayName: 'Head',
  email: null,
  role: 'departmentHead',
} as const;

async function profile(
  of: Principal,
  rights: Partial<ReadingRights>,
  capRvu: number | null = null,
): Promise<void> {
  const { version } = await readers.profile(of.id);
  const set = { rights: { ...NONE, ...rights }, capRvu, shiftCapRvu: null, expectedVersion: version };
  await readers.setProfile(of.id, set, head);
}

const skip = (uid: string, by: Principal, reasonCode: SkipReason = 'needsPriors', token?: string) =>
  skips.skip(uid, { reasonCode, ...(token ? { token } : {}) }, by);
const give = (held: HeldStudy, by: Principal, to: Principal) =>
  handOvers.handOver(held.item.studyInstanceUid, { token: held.token, readerId: to.id }, by);
const uidOf = ({ item }: HeldStudy): string => item.studyInstanceUid;

async function eventsOf(uid: string, ...names: string[]): Promise<string[]> {
  const rows = await context.dataSource.query<{ name: string }[]>(
    'select name from event where study_uid = $1 and name = any($2) order by id',
    [uid, names],
  );
  return rows.map(({ name }) => name);
}

async function auditOf(uid: string, start: string): Promise<string[]> {
  const rows = await context.dataSource.query<{ detail: string }[]>(
    'select detail from audit_event where study_uid = $1 and detail like $2 order by id',
    [uid, `${start}%`],
  );
  return rows.map(({ detail }) => detail);
}

describe('next', () => {
  it('claims the first study of the reading order that is free, and counts what it passed over', async () => {
    const [one, other] = [await reader(), await reader()];
    const routine = await listed();
    const stat = await listed({ priority: 'STAT' });
    const first = await nextStudy.next(one);
    expect([uidOf(first), first.item.claim?.holderId, first.passedOver]).toEqual([stat, one.id, []]);
    const second = await nextStudy.next(other);
    expect([uidOf(second), second.passedOver]).toEqual([routine, [{ why: 'heldByOther', count: 1 }]]);
    expect((await claims.ask(routine, { token: second.token }, other)).token).toBe(second.token);
  });

  it('says what would come besides the study that is open, and leaves it free', async () => {
    const [one, other] = [await reader(), await reader()];
    const routine = await listed();
    const stat = await listed({ priority: 'STAT' });
    const upcoming = async (by: Principal, open: string): Promise<string | undefined> =>
      (await nextStudy.upcoming(by, open)).study?.studyInstanceUid;
    expect(await upcoming(one, routine)).toBe(stat);
    expect(await upcoming(one, stat)).toBe(routine);
    expect(uidOf(await nextStudy.next(other))).toBe(stat);
    expect(await upcoming(one, routine)).toBeUndefined();
  });

  it('says why there is nothing to read', async () => {
    const [one, other] = [await reader(), await reader()];
    expect(await problem(nextStudy.next(one))).toMatchObject({
      code: 'NOTHING_TO_READ',
      status: 404,
      detail: 'Every study on the list is read.',
    });
    for (let n = 0; n < 3; n += 1) await claims.ask(await listed(), {}, other);
    expect((await problem(nextStudy.next(one))).detail).toBe('All 3 left are held by others.');
    await profile(one, { modalities: ['MR'] });
    await listed();
    expect((await problem(nextStudy.next(one))).detail).toBe(
      'Of all 4 left: 3 held by others, 1 not yours to read.',
    );
  });

  it(`gives ${READERS} readers who ask at once ${READERS} different studies, the first of the order`, async () => {
    const all = await Promise.all(Array.from({ length: READERS }, () => reader()));
    // Half of them are exempt, whose lock is waited for.
    const priorities = Array.from({ length: READERS + 10 }, (_, n) => (n < READERS / 2 ? 'STAT' : 'LOW'));
    for (const priority of priorities) await listed({ priority });
    const order = (await listPages.page({ limit: 500 })).items.map((item) => item.studyInstanceUid);
    const given = await Promise.all(all.map((one) => nextStudy.next(one)));
    const uids = given.map(uidOf);
    expect(new Set(uids).size).toBe(READERS);
    for (const uid of uids) expect(order.indexOf(uid)).toBeLessThan(READERS);
    for (const { item } of given)
      expect((await worklist.item(item.studyInstanceUid))?.claim?.holderId).toBe(item.claim?.holderId);
  });

  it('offers only what the reader may read', async () => {
    const one = await reader();
    await profile(one, { modalities: ['MR'] });
    await listed({ priority: 'STAT' });
    const mr = await listed({ modality: 'MR' });
    const given = await nextStudy.next(one);
    expect([uidOf(given), given.passedOver]).toEqual([mr, [{ why: 'noRight', count: 1 }]]);
  });

  it('keeps to the cap, but for STAT and overdue studies', async () => {
    const one = await reader();
    await profile(one, {}, 2);
    const [first] = [await listed({ modality: 'CT' }), await listed({ modality: 'CT' })];
    expect(uidOf(await nextStudy.next(one))).toBe(first);
    expect((await problem(nextStudy.next(one))).detail).toBe(
      'Of all 2 left: 1 held by you, 1 more work than your limit allows.',
    );
    const light = await listed({ modality: 'DX' });
    expect(uidOf(await nextStudy.next(one))).toBe(light);
    const stat = await listed({ modality: 'PT', priority: 'STAT' });
    const late = await listed({ modality: 'PT', readyMinutesAgo: 2000 });
    expect([uidOf(await nextStudy.next(one)), uidOf(await nextStudy.next(one))]).toEqual([stat, late]);
  });

  it('looks through a list of many batches, and not through one without an end', async () => {
    const [one, other] = [await reader(), await reader()];
    await profile(one, { modalities: ['MR'] });
    const template = await listed({ priority: 'STAT' });
    await context.dataSource.query(
      `with copies as (
         insert into study (study_instance_uid, attributes, state, completed_at)
         select 'copy.' || n, '{}', 'complete', now() from generate_series(1, 1200) n returning id, study_instance_uid)
       , series as (
         insert into series (study_id, series_instance_uid, modality, own, attributes)
         select id, study_instance_uid || '.1', 'CT', false, '{}' from copies)
       insert into worklist_item
       select (jsonb_populate_record(item, jsonb_build_object('study_id', copies.id,
         'study_uid', copies.study_instance_uid))).* from copies, worklist_item item where item.study_uid = $1`,
      [template],
    );
    expect((await problem(nextStudy.next(one))).detail).toBe(
      'The first 1000 on the list are not yours to read.',
    );
    expect(uidOf(await nextStudy.next(other))).toBe(template);
  });
});

describe('the right to read', () => {
  it('is asked with a claim, and overridden with a reason that is audited', async () => {
    const one = await reader('Reader One');
    await profile(one, { modalities: ['MR'] });
    const uid = await listed({ priority: 'STAT' });
    const refused = await problem(claims.ask(uid, {}, one));
    expect([refused.code, refused.status]).toEqual(['NOT_YOUR_READING', 403]);
    expect(refused.detail).toMatch(/^Reader One has no right to read CT .*administrator or the head/);
    await claims.ask(uid, { override: { reason: 'Nobody else on call' } }, one);
    expect(await auditOf(uid, 'override')).toEqual([
      'override, reader has no right to read CT (may read MR): Nobody else on call',
    ]);
  });

  it('is asked of who marks a study as read without having claimed it', async () => {
    const one = await reader();
    await profile(one, { modalities: ['MR'] });
    const uid = await listed();
    const read = { reading: 'read', expectedVersion: 1 } as const;
    expect((await problem(worklist.markReading(uid, read, one))).code).toBe('NOT_YOUR_READING');
  });

  it('needs the credentials that are required', async () => {
    const one = await reader();
    await readers.setRequirements([{ subject: 'MG', credential: 'Mammography' }], head);
    await profile(one, { modalities: ['MG'] });
    const uid = await listed({ modality: 'MG' });
    expect((await problem(claims.ask(uid, {}, one))).detail).toMatch(/lacks the credential Mammography/);
    await profile(one, { modalities: ['MG'], credentials: ['Mammography'] });
    expect((await claims.ask(uid, {}, one)).item.claim?.holderId).toBe(one.id);
  });

  it('is written down by who saw it as it is, and audited', async () => {
    const one = await reader();
    await profile(one, { modalities: ['CT'] }, 10);
    const input = { rights: NONE, capRvu: null, shiftCapRvu: null, expectedVersion: 0 };
    expect((await problem(readers.setProfile(one.id, input, head))).code).toBe('VERSION_CONFLICT');
    expect((await problem(readers.profile(randomUUID()))).status).toBe(404);
    const [line] = await context.dataSource.query<{ actor: string; detail: string }[]>(
      `select actor, detail from audit_event where action = 'reader.manage' order by id desc limit 1`,
    );
    expect(line?.actor).toBe(`person:${head.id}`);
    expect(line?.detail).toContain(`profile of person:${one.id}`);
  });
});

describe('a skip', () => {
  it('gives the study back, counts, and hides it for a while from its reader alone', async () => {
    const [one, other] = [await reader(), await reader()];
    const stat = await listed({ priority: 'STAT' });
    const routine = await listed();
    const held = await nextStudy.next(one);
    const skipped = await skip(stat, one, 'tooComplexNow', held.token);
    expect(skipped.item.claim).toBeNull();
    expect(uidOf(await nextStudy.next(one))).toBe(routine);
    expect((await problem(nextStudy.next(one))).detail).toMatch(/1 put off by you/);
    expect(uidOf(await nextStudy.next(other))).toBe(stat);
    expect(await eventsOf(stat, 'StudySkipped', 'ClaimEnded')).toEqual(['StudySkipped', 'ClaimEnded']);
    expect((await readers.list(head)).readers.map(({ skipsToday }) => skipsToday).sort()).toEqual([0, 1]);
    expect((await readers.list(one)).readers.map(({ skipsToday }) => skipsToday)).toEqual([null, null]);
  });

  it('comes back after the time', async () => {
    const one = await reader();
    const uid = await listed();
    await skip(uid, one);
    expect((await problem(nextStudy.next(one))).detail).toMatch(/put off by you/);
    ahead += SKIP_HIDES_MS;
    expect(uidOf(await nextStudy.next(one))).toBe(uid);
  });

  it('is undone: its reader holds the study again, and it is not counted', async () => {
    const one = await reader();
    await listed();
    const held = await nextStudy.next(one);
    const uid = uidOf(held);
    await skip(uid, one);
    const back = await skips.undo(uid, one);
    expect(BigInt(back.token ?? 0)).toBeGreaterThan(BigInt(held.token));
    expect(back.item.claim?.holderId).toBe(one.id);
    expect((await readers.list(head)).readers[0]).toMatchObject({
      skipsToday: 0,
      holding: 1,
      outstandingRvu: 1.2,
    });
    expect((await problem(skips.undo(uid, one))).code).toBe('UNDO_TOO_LATE');
  });

  it('is undone without the study where somebody took it since, and not at all after a while', async () => {
    const [one, other] = [await reader(), await reader()];
    const uid = uidOf(await claims.ask(await listed(), {}, one));
    await skip(uid, one);
    await claims.ask(uid, {}, other);
    expect(await skips.undo(uid, one)).toMatchObject({
      token: null,
      item: { claim: { holderId: other.id } },
    });
    const late = await listed();
    await skip(late, one);
    ahead += 60_000;
    expect((await problem(skips.undo(late, one))).code).toBe('UNDO_TOO_LATE');
  });

  it('goes with a claim that ran out and that nobody took since', async () => {
    const one = await reader();
    const held = await claims.ask(await listed(), {}, one);
    ahead += LEASE_MS + 1;
    expect((await skip(uidOf(held), one, 'poorQuality', held.token)).item.claim).toBeNull();
  });

  it('is not of what another reader holds', async () => {
    const [one, other] = [await reader(), await reader()];
    const uid = uidOf(await claims.ask(await listed(), {}, other));
    expect((await problem(skip(uid, one))).code).toBe('STUDY_CLAIMED');
  });
});

describe('a hand-over', () => {
  it('gives the study to a named reader, whose first sign makes it theirs', async () => {
    const [one, other] = [await reader('One'), await reader('Other')];
    const held = await claims.ask(await listed(), {}, one);
    const uid = uidOf(held);
    const given = await give(held, one, other);
    expect(given.claim).toMatchObject({ holderId: other.id, handedOver: { byId: one.id, by: 'One' } });
    expect((await problem(claims.release(uid, held.token, one))).code).toBe('CLAIM_TAKEN');
    const adopted = await claims.ask(uid, {}, other);
    expect(adopted.item.claim?.handedOver).toBeNull();
    expect(BigInt(adopted.token)).toBeGreaterThan(BigInt(held.token));
    expect((await problem(handOvers.undo(uid, one))).code).toBe('UNDO_TOO_LATE');
    expect(await eventsOf(uid, 'ClaimHandedOver')).toHaveLength(1);
    expect(await auditOf(uid, 'handed over')).toEqual([`handed over to person:${other.id}`]);
  });

  it('is what their next study may be, whatever their cap says', async () => {
    const [one, other] = [await reader(), await reader()];
    await profile(other, {}, 0.5);
    await give(await claims.ask(await listed(), {}, one), one, other);
    const taken = await nextStudy.next(other);
    expect(taken.item.claim).toMatchObject({ holderId: other.id, handedOver: null });
  });

  it('is undone by the giver as long as the receiver gave no sign, for a short while', async () => {
    const [one, other] = [await reader(), await reader()];
    const held = await claims.ask(await listed(), {}, one);
    const uid = uidOf(held);
    await give(held, one, other);
    const back = await handOvers.undo(uid, one);
    expect(back.item.claim).toMatchObject({ holderId: one.id, handedOver: null });
    await give(back, one, other);
    ahead += 60_000;
    expect((await problem(handOvers.undo(uid, one))).code).toBe('UNDO_TOO_LATE');
  });

  it('stands longer than a lease without a sign, then the study is free again', async () => {
    const [one, other] = [await reader(), await reader()];
    const held = await claims.ask(await listed(), {}, one);
    await give(held, one, other);
    const sweep = context.app.get(ClaimSweep);
    ahead += LEASE_MS + 1;
    expect(await sweep.endRunOut()).toBe(0);
    expect((await worklist.item(uidOf(held)))?.claim?.holderId).toBe(other.id);
    ahead += HAND_OVER_LEASE_MS;
    expect(await sweep.endRunOut()).toBe(1);
    expect((await worklist.item(uidOf(held)))?.claim).toBeNull();
  });

  it('goes to nobody without the right, and to nobody who does not read here', async () => {
    const [one, other] = [await reader(), await reader('Other')];
    await profile(other, { modalities: ['MR'] });
    const held = await claims.ask(await listed(), {}, one);
    const refused = await problem(give(held, one, other));
    expect(refused.code).toBe('RECEIVER_MAY_NOT_READ');
    expect(refused.detail).toMatch(/^Other has no right to read CT/);
    expect((await problem(give(held, one, { ...other, id: randomUUID() }))).status).toBe(404);
    expect((await claims.ask(uidOf(held), { token: held.token }, one)).item.claim?.holderId).toBe(one.id);
  });
});

it('a reading that is undone gives its reader the claim back, under a new token', async () => {
  const one = await reader();
  const { item, token } = await claims.ask(await listed(), {}, one);
  const uid = item.studyInstanceUid;
  const read = { reading: 'read', expectedVersion: item.version, claimToken: token } as const;
  const done = await worklist.markReading(uid, read, one);
  expect(done.token).toBeNull();
  const undo = { reading: 'unread', expectedVersion: done.item.version, claimAgain: true } as const;
  const back = await worklist.markReading(uid, undo, one);
  expect(back.item.claim?.holderId).toBe(one.id);
  expect(BigInt(back.token ?? 0)).toBeGreaterThan(BigInt(token));
});
