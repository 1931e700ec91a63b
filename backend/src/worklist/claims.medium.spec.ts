import { samePatient, seenIn, type HeldStudy, type SeenStudy, type WorklistItem } from '@firstread/contract';
import { startContext, type TestContext } from '../../test/context.js';
import { listStudy } from '../../test/listed.js';
import { readerOf } from '../../test/readers.js';
import { refused } from '../../test/refused.js';
import { randomFrom } from '../dicom/index.js';
import { Clock, DomainError } from '../platform/index.js';
import { ClaimSweep } from './claim-sweep.js';
import { ClaimsService } from './claims.service.js';
import { LEASE_MS } from './leases.js';
import { OpeningService } from './opening.service.js';
import { Prioritiser } from './prioritiser.js';
import { StudyRemovalService } from './study-removal.service.js';
import { WorklistModule } from './worklist.module.js';
import { WorklistService } from './worklist.service.js';

const CLIENTS = 50;

let context: TestContext;
let claims: ClaimsService;
let worklist: WorklistService;
/** Milliseconds that the clock is ahead. */
let ahead: number;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  claims = context.app.get(ClaimsService);
  worklist = context.app.get(WorklistService);
  context.app.get(Clock).now = () => new Date(Date.now() + ahead);
});
afterAll(() => context.close());
beforeEach(async () => {
  ahead = 0;
  await context.dataSource.query('delete from study');
});

const listed = async (): Promise<string> => (await listStudy(context)).uid;
const claim = (uid: string, n: number) => claims.ask(uid, {}, readerOf(n));
const keep = (uid: string, n: number, { token }: Pick<HeldStudy, 'token'>) =>
  claims.ask(uid, { token }, readerOf(n));
const takeOver = (uid: string, n: number) =>
  claims.ask(uid, { takeOver: { reason: 'Holder went home' } }, readerOf(n));
const holder = async (uid: string) => (await worklist.item(uid))?.claim?.holder;

describe('a claim', () => {
  it('shows its holder, keeps others off, and is free again when it is released', async () => {
    const uid = await listed();
    const { item, token } = await claim(uid, 1);
    expect(item.claim).toMatchObject({ holder: 'Reader 1', holderId: readerOf(1).id });
    expect(await refused(claim(uid, 2))).toBe('STUDY_CLAIMED');
    const free = await claims.release(uid, token, readerOf(1));
    expect(free.claim).toBeNull();
    expect(free.version).toBeGreaterThan(item.version);
    expect((await claim(uid, 2)).item.claim?.holder).toBe('Reader 2');
  });

  it('is the same for each window of its holder', async () => {
    const uid = await listed();
    const [one, other] = [await claim(uid, 1), await claim(uid, 1)];
    expect(other.token).toBe(one.token);
    expect(other.item.version).toBe(one.item.version);
  });

  it('stands as long as it is kept up, and no row changes by that', async () => {
    const uid = await listed();
    const held = await claim(uid, 1);
    for (let n = 0; n < 3; n += 1) {
      ahead += LEASE_MS * 0.9;
      const kept = await keep(uid, 1, held);
      expect(kept.item.version).toBe(held.item.version);
      expect(kept.token).toBe(held.token);
    }
    expect(await refused(claim(uid, 2))).toBe('STUDY_CLAIMED');
  });

  it('runs out without a sign, is taken off the row, and is its holder’s again if nobody took it', async () => {
    const [alone, taken] = [await listed(), await listed()];
    const [mine, lost] = [await claim(alone, 1), await claim(taken, 1)];
    ahead += LEASE_MS + 1;
    expect(await holder(alone)).toBeUndefined();
    expect((await keep(alone, 1, mine)).item.claim?.holder).toBe('Reader 1');
    expect((await claim(taken, 2)).item.claim?.holder).toBe('Reader 2');
    expect(await refused(keep(taken, 1, lost))).toBe('CLAIM_TAKEN');
    ahead += LEASE_MS + 1;
    expect(await context.app.get(ClaimSweep).endRunOut()).toBe(2);
    expect(await refused(keep(alone, 1, mine))).toBe('CLAIM_LOST');
    const ended = await context.dataSource.query<{ how: string }[]>(
      `select payload ->> 'how' as how from event where name = 'ClaimEnded' and study_uid = $1`,
      [alone],
    );
    expect(ended).toEqual([{ how: 'expired' }]);
  });

  it('is taken over with a reason, which is audited; what its former holder does is refused', async () => {
    const uid = await listed();
    const former = await claim(uid, 1);
    const { item, token } = await takeOver(uid, 2);
    expect(item.claim?.holder).toBe('Reader 2');
    expect(BigInt(token)).toBeGreaterThan(BigInt(former.token));
    const read = { reading: 'read', expectedVersion: item.version, claimToken: former.token } as const;
    expect(await refused(worklist.markReading(uid, read, readerOf(1)))).toBe('CLAIM_TAKEN');
    expect(await refused(claims.release(uid, former.token, readerOf(1)))).toBe('CLAIM_TAKEN');
    const { claimToken: _none, ...without } = read;
    expect(await refused(worklist.markReading(uid, without, readerOf(1)))).toBe('STUDY_CLAIMED');
    const [line] = await context.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where study_uid = $1 and detail like 'takenOver%'`,
      [uid],
    );
    expect(line?.detail).toBe('takenOver from Reader 1: Holder went home');
  });

  it('ends with the reading, and a study that is read is claimed by nobody', async () => {
    const uid = await listed();
    const { item, token } = await claim(uid, 1);
    const { item: read } = await worklist.markReading(
      uid,
      { reading: 'read', expectedVersion: item.version, claimToken: token },
      readerOf(1),
    );
    expect(read.claim).toBeNull();
    expect(await refused(claim(uid, 2))).toBe('STUDY_IS_READ');
    expect(await refused(keep(uid, 1, { token }))).toBe('CLAIM_LOST');
  });

  it('never moves the study in the reading order', async () => {
    const uid = await listed();
    const before = await worklist.item(uid);
    const { item } = await claim(uid, 1);
    expect([item.band, item.dueAt, item.reasons]).toEqual([before?.band, before?.dueAt, before?.reasons]);
  });
});

describe(`${CLIENTS} readers at once`, () => {
  it('want the same study: one gets it, and the others learn who has it', async () => {
    const uid = await listed();
    const asked = await Promise.allSettled(Array.from({ length: CLIENTS }, (_, n) => claim(uid, n)));
    const got = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(got).toHaveLength(1);
    expect(got[0]?.item.claim?.holder).toBe(await holder(uid));
    for (const one of asked)
      if (one.status === 'rejected') expect((one.reason as DomainError).code).toBe('STUDY_CLAIMED');
  });

  it('take, lose and give back: no two can act on one study, whatever they believe', async () => {
    const uids = await Promise.all(Array.from({ length: 4 }, listed));
    const beliefs = new Map<string, { n: number; token: string }[]>(uids.map((uid) => [uid, []]));
    const random = randomFrom('claims');
    const act = async (n: number): Promise<void> => {
      for (let round = 0; round < 8; round += 1) {
        const uid = uids[Math.floor(random() * uids.length)] as string;
        const own = beliefs
          .get(uid)
          ?.filter((one) => one.n === n)
          .at(-1);
        const chance = random();
        const work =
          own && chance < 0.3
            ? claims.release(uid, own.token, readerOf(n)).then(() => undefined)
            : chance < 0.6
              ? claim(uid, n)
              : takeOver(uid, n);
        const held = await work.catch((error: unknown) => {
          if (error instanceof DomainError) return undefined;
          throw error;
        });
        if (held) beliefs.get(uid)?.push({ n, token: held.token });
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => act(n)));
    for (const [uid, believed] of beliefs) {
      const tokens = [...new Set(believed.map(({ n, token }) => `${n} ${token}`))];
      const kept = await Promise.allSettled(
        tokens.map((one) => {
          const [n, token] = one.split(' ') as [string, string];
          return keep(uid, Number(n), { token });
        }),
      );
      const standing = await holder(uid);
      const able = kept.filter((one) => one.status === 'fulfilled');
      expect(able).toHaveLength(standing === undefined ? 0 : 1);
      // A token is one reader's.
      expect(new Set(tokens.map((one) => one.split(' ')[1])).size).toBe(tokens.length);
    }
  });
});

describe('a study that was seen on the list', () => {
  const seen = async (uid: string): Promise<SeenStudy> => seenIn((await worklist.item(uid)) as WorklistItem);
  const open = (uid: string, expected: SeenStudy, by = readerOf(1)) =>
    context.app.get(OpeningService).open(uid, expected, by);

  const refreshed = (uid: string): Promise<void> =>
    context.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<[{ id: string }]>(
        'select id from study where study_instance_uid = $1',
        [uid],
      );
      await context.app.get(Prioritiser).refresh(manager, row.id);
    });
  const openings = async (uid: string): Promise<number> => {
    const events = await context.dataSource.query<unknown[]>(
      `select from event where name = 'StudyFirstOpened' and study_uid = $1`,
      [uid],
    );
    return events.length;
  };

  it('opens, and says what others did since, and nothing of what its reader did', async () => {
    const uid = await listed();
    const before = await seen(uid);
    expect((await open(uid, before)).changes).toEqual([]);
    await claim(uid, 1);
    expect((await open(uid, before)).changes).toEqual([]);
    const { item } = await takeOver(uid, 2);
    expect((await open(uid, before)).changes).toEqual([{ kind: 'claimed', by: 'Reader 2' }]);
    const stat = { orderClass: 'stat', reason: 'Phoned by the ward', expectedVersion: item.version } as const;
    const { version } = await worklist.prioritise(uid, stat, readerOf(2));
    await context.dataSource.query(
      `insert into app_user (id, email, display_name, role, password_hash)
       values ($1, 'second@spec.local', 'Reader 2', 'radiologist', '')`,
      [readerOf(2).id],
    );
    await worklist.markReading(uid, { reading: 'read', expectedVersion: version }, readerOf(2));
    expect((await open(uid, before)).changes).toEqual([
      { kind: 'read', by: 'Reader 2' },
      { kind: 'ordered', orderClass: 'stat' },
    ]);
    expect((await open(uid, before, readerOf(2))).changes).toEqual([{ kind: 'ordered', orderClass: 'stat' }]);
    expect(await openings(uid)).toBe(1);
  });

  it('is not opened where it is of another patient by now', async () => {
    const uid = await listed();
    const before = await seen(uid);
    await context.dataSource.query(
      `update study set patient_name = 'CORRECTED^ROW' where study_instance_uid = $1`,
      [uid],
    );
    const { study } = await open(uid, before);
    expect(samePatient(study.patient, before.patient)).toBe(false);
    expect(study.patient.name).toBe('CORRECTED, ROW');
    expect(await openings(uid)).toBe(0);
    await refreshed(uid);
    await open(uid, await seen(uid));
    expect(await openings(uid)).toBe(1);
  });

  it('says so where it was deleted', async () => {
    const uid = await listed();
    const before = await seen(uid);
    await context.app
      .get(StudyRemovalService)
      .delete(uid, { reason: 'Sent under a wrong name' }, { ...readerOf(3), role: 'administrator' });
    expect(await refused(open(uid, before))).toBe('STUDY_DELETED');
  });
});
