import { randomUUID } from 'node:crypto';
import type { HeldStudy } from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { insertReader } from '../../test/readers.js';
import { problem } from '../../test/refused.js';
import type { StudyRow } from '../../test/studies.js';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ClaimsService } from './claims.service.js';
import { NextStudyService } from './next-study.service.js';
import { ReadersService } from './readers.service.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistService } from './worklist.service.js';

let context: TestContext;
let claims: ClaimsService;
let nextStudy: NextStudyService;
let readers: ReadersService;
let worklist: WorklistService;
/** Milliseconds that the clock is ahead. */
let ahead: number;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  const { app } = context;
  [claims, nextStudy] = [app.get(ClaimsService), app.get(NextStudyService)];
  [readers, worklist] = [app.get(ReadersService), app.get(WorklistService)];
  app.get(Clock).now = () => new Date(Date.now() + ahead);
  await context.dataSource.query(`insert into site (name, time_zone) values ('Spec', 'Europe/Berlin')`);
});
afterAll(() => context.close());
beforeEach(async () => {
  ahead = 0;
  await context.dataSource.query('delete from study');
  await context.dataSource.query('delete from app_user');
});

const reader = (): Promise<Principal> => insertReader(context.dataSource);
const listed = async (row?: StudyRow): Promise<string> => (await listStudy(context, row)).uid;

const head: Principal = {
  kind: 'person',
  id: randomUUID(),
  displayName: 'Head',
  email: null,
  role: 'departmentHead',
};

async function setShiftCap({ id }: Principal, shiftCapRvu: number): Promise<void> {
  const { rights, version } = await readers.profile(id);
  await readers.setProfile(id, { rights, capRvu: null, shiftCapRvu, expectedVersion: version }, head);
}

const uidOf = ({ item }: HeldStudy): string => item.studyInstanceUid;
/** Marks as read; the version of the row after it. */
async function read(uid: string, by: Principal): Promise<number> {
  const { version } = await worklist.requireItem(uid);
  return (await worklist.markReading(uid, { reading: 'read', expectedVersion: version }, by)).item.version;
}

/** The work of the shift as the head of the department sees it. */
const work = async (of: Principal): Promise<number | undefined> =>
  (await readers.list(head)).readers.find(({ id }) => id === of.id)?.shiftRvu;

describe('the work of a shift', () => {
  it('is what was read and is held; beyond its cap only STAT and overdue studies are offered, and claims are free', async () => {
    const one = await reader();
    await setShiftCap(one, 3);
    await read(uidOf(await claims.ask(await listed({ modality: 'MR' }), {}, one)), one);
    const held = await listed({ modality: 'CT' });
    expect(uidOf(await nextStudy.next(one))).toBe(held);
    expect(await work(one)).toBe(2.7);
    expect(await readers.own(one)).toMatchObject({
      id: one.id,
      holding: 1,
      outstandingRvu: 1.2,
      shiftRvu: 2.7,
    });
    const heavy = await listed({ modality: 'MR' });
    expect((await problem(nextStudy.next(one))).detail).toBe(
      'Of all 2 left: 1 held by you, 1 more work than your limit of a shift allows.',
    );
    const stat = await listed({ modality: 'PT', priority: 'STAT' });
    const late = await listed({ modality: 'PT', readyMinutesAgo: 2000 });
    const first = await nextStudy.next(one);
    expect([uidOf(first), uidOf(await nextStudy.next(one))]).toEqual([stat, late]);
    expect((await claims.ask(heavy, {}, one)).item.claim?.holderId).toBe(one.id);
    const light = await listed({ modality: 'DX' });
    await setShiftCap(one, 100);
    const next = await nextStudy.next(one);
    expect([uidOf(next), next.passedOver]).toEqual([light, [{ why: 'heldByYou', count: 4 }]]);
  });

  it('counts what is passed over, and a reading no longer once it is undone', async () => {
    const one = await reader();
    await setShiftCap(one, 1.5);
    const uid = await listed({ modality: 'CT' });
    const version = await read(uid, one);
    const heavy = await listed({ modality: 'CT' });
    const light = await listed({ modality: 'DX' });
    const next = await nextStudy.next(one);
    expect([uidOf(next), next.passedOver]).toEqual([light, [{ why: 'overShiftCap', count: 1 }]]);
    await claims.release(light, next.token, one);
    await worklist.markReading(uid, { reading: 'unread', expectedVersion: version }, one);
    expect(await work(one)).toBe(0);
    expect([uid, heavy]).toContain(uidOf(await nextStudy.next(one)));
  });

  it('begins anew with each shift, on the clocks of the site', async () => {
    const one = await reader();
    await read(await listed({ modality: 'CT' }), one);
    expect(await work(one)).toBe(1.2);
    ahead += 24 * 3600_000;
    expect(await work(one)).toBe(0);
    const startAt = async (now: string): Promise<string> => {
      ahead = new Date(now).getTime() - Date.now();
      return (await readers.list(head)).shiftStartedAt;
    };
    expect(await startAt('2026-07-01T12:59:00Z')).toBe('2026-07-01T05:00:00.000Z');
    expect(await startAt('2026-07-01T13:01:00Z')).toBe('2026-07-01T13:00:00.000Z');
    expect(await startAt('2026-07-02T04:00:00Z')).toBe('2026-07-01T21:00:00.000Z');
    // Clocks go back on 25 October: the night shift has nine hours.
    expect(await startAt('2026-10-25T05:59:00Z')).toBe('2026-10-24T21:00:00.000Z');
    expect(await startAt('2026-10-25T06:01:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });

  it('is measured by a table that is set by who saw it as it is, and audited; what was read keeps its work', async () => {
    const one = await reader();
    await read(await listed({ modality: 'CT' }), one);
    const { version, ...before } = await readers.workload();
    const rvu = [
      { modality: 'CT', bodyPart: 'CHEST', rvu: 0.75 },
      { modality: 'CT', bodyPart: null, rvu: 4 },
    ];
    const set = { rvu, defaultRvu: 0.5, shiftStarts: ['20:00', '08:00'] };
    const after = await readers.setWorkload({ ...set, expectedVersion: version }, head);
    expect(after).toEqual({
      rvu: [rvu[1], rvu[0]],
      defaultRvu: 0.5,
      shiftStarts: ['08:00', '20:00'],
      version: version + 1,
    });
    expect((await problem(readers.setWorkload({ ...set, expectedVersion: version }, head))).code).toBe(
      'VERSION_CONFLICT',
    );
    expect(await work(one)).toBe(1.2);
    await claims.ask(await listed({ modality: 'CT' }), {}, one);
    await claims.ask(await listed({ modality: 'US' }), {}, one);
    expect(await work(one)).toBe(5.7);
    const [line] = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'reader.manage' order by id desc limit 1`,
    );
    expect(line?.detail).toContain('work of studies: {"rvu":[{"modality":"CT"');
    await readers.setWorkload({ ...before, expectedVersion: after.version }, head);
  });
});
