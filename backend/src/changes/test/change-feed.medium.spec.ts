import type { Change } from '@firstread/contract';
import type { EntityManager } from 'typeorm';
import { startContext, type TestContext } from '../../../test/context.js';
import { consumeAll } from '../../../test/consume.js';
import { until } from '../../../test/until.js';
import { EventConsumer, EventLog, WakeUp } from '../../platform/index.js';
import { ChangeFeed } from '../change-feed.js';
import { ChangeLog } from '../change-log.js';
import { CHANGING, changesOf, type ChangingEvent } from '../changes-of.js';
import { ChangesHttpModule } from '../changes.module.js';

const events = new EventLog();
const never = new AbortController().signal;

let context: TestContext;
let feed: ChangeFeed;
let log: ChangeLog;

beforeAll(async () => {
  context = await startContext(() => [ChangesHttpModule]);
  feed = context.app.get(ChangeFeed);
  log = context.app.get(ChangeLog);
});
afterAll(() => context.close());

/** The consumer of the worker; `crash` may throw after the rows of an event are written. */
function consumer(crash: () => void = () => undefined): EventConsumer<ChangingEvent['name']> {
  const append = async (event: ChangingEvent, manager: EntityManager) => {
    const changes = changesOf(event);
    if (changes.length > 0) await log.append(manager, event.occurredAt, changes);
    crash();
  };
  return new EventConsumer('changes', CHANGING, append, context.dataSource, events, context.app.get(WakeUp));
}

function stored(manager: EntityManager, sopInstanceUid: string, own = false): Promise<void> {
  const study = { studyId: '00000000-0000-4000-8000-000000000000', studyUid: '1.2', revision: 1 };
  return events.append(manager, 'InstanceStored', { ...study, seriesUid: '1.2.1', sopInstanceUid, own });
}

/** Reads on from a sequence until `count` changes are there, as an outside consumer does. */
async function follow(since: number, count: number, limit: number): Promise<Change[]> {
  const all: Change[] = [];
  while (all.length < count) {
    const page = await feed.page({ since: all.at(-1)?.sequence ?? since, limit, wait: 1 }, never);
    expect(page.latest).toBeGreaterThanOrEqual(page.changes.at(-1)?.sequence ?? 0);
    all.push(...page.changes);
  }
  return all;
}

const latest = async () => (await feed.page({ since: 0, limit: 1, wait: 0 }, never)).latest;

describe('the change feed', () => {
  it('says what happened, with the UIDs it happened to', async () => {
    const since = await latest();
    const study = { studyId: '00000000-0000-4000-8000-000000000000', studyUid: '1.2', revision: 1 };
    const instances = [{ seriesUid: '1.2.1', sopInstanceUid: '1.2.1.1' }];
    await context.dataSource.transaction(async (manager) => {
      await stored(manager, '1.2.1.1');
      await stored(manager, '1.2.1.2', true);
      await events.append(manager, 'StudyCompleted', study);
      await events.append(manager, 'InstancesRejected', { ...study, instances, onArrival: false });
      await events.append(manager, 'InstancesRestored', { ...study, instances });
      await events.append(manager, 'WorklistItemChanged', { ...study, version: 1 });
      await events.append(manager, 'StudyDeleted', { ...study, role: 'administrator' });
    });
    await consumeAll(context.dataSource, consumer());
    const changes = await follow(since, 6, 100);
    expect(
      changes.map(({ sequence, kind, sopInstanceUid }) => [sequence - since, kind, sopInstanceUid]),
    ).toEqual([
      [1, 'instanceStored', '1.2.1.1'],
      [2, 'resultStored', '1.2.1.2'],
      [3, 'studyCompleted', undefined],
      [4, 'instanceRejected', '1.2.1.1'],
      [5, 'instanceRestored', '1.2.1.1'],
      [6, 'studyDeleted', undefined],
    ]);
    expect(changes[0]).toMatchObject({ studyInstanceUid: '1.2', seriesInstanceUid: '1.2.1' });
  });

  it('gives every number once, in order, under many writers, readers, and consumers that crash', async () => {
    const since = await latest();
    const writers = Array.from({ length: 12 }, (_, writer) =>
      (async () => {
        for (let n = 0; n < 25; n += 1) {
          await context.dataSource.transaction(async (manager) => {
            await stored(manager, `9.${writer}.${n}.0`);
            if (n % 3 === 0) await manager.query('select pg_sleep(0.005)');
            await stored(manager, `9.${writer}.${n}.1`);
          });
        }
      })(),
    );
    let crashes = 0;
    let seen = 0;
    const crash = () => {
      seen += 1;
      if (seen % 130 === 0) {
        crashes += 1;
        throw new Error('killed');
      }
    };
    const total = 12 * 25 * 2;
    const runners = Array.from({ length: 3 }, () => consumer(crash));
    const consuming = until(async () => {
      await Promise.allSettled(runners.map((one) => one.consume()));
      return (await latest()) >= since + total;
    });
    const readers = [1, 7, 500].map((limit) => follow(since, total, limit));
    const [first, ...others] = await Promise.all(readers);
    await Promise.all([...writers, consuming]);
    await consumeAll(context.dataSource, consumer());
    expect(crashes).toBeGreaterThan(0);
    expect(await latest()).toBe(since + total);
    expect(first?.map((change) => change.sequence)).toEqual(
      Array.from({ length: total }, (_, index) => since + index + 1),
    );
    for (const other of others) expect(other).toEqual(first);
    expect(new Set(first?.map((change) => change.sopInstanceUid)).size).toBe(total);
    for (const writer of Array.from({ length: 12 }).keys()) {
      const own = first
        ?.map((change) => change.sopInstanceUid ?? '')
        .filter((uid) => uid.startsWith(`9.${writer}.`));
      expect(own).toEqual(
        Array.from({ length: 25 }, (_, n) => [`9.${writer}.${n}.0`, `9.${writer}.${n}.1`]).flat(),
      );
    }
  });

  it('answers who waits with the first change, and says where more can be read', async () => {
    const since = await latest();
    const waiting = feed.page({ since, limit: 1, wait: 30 }, never);
    await stored(context.dataSource.manager, '1.3.1');
    await stored(context.dataSource.manager, '1.3.2');
    await consumeAll(context.dataSource, consumer());
    const page = await waiting;
    expect(page.changes.map((change) => change.sopInstanceUid)).toEqual(['1.3.1']);
    expect(page).toMatchObject({ latest: since + 2, more: true });
  });

  it('lets go of who has gone away, with nothing', async () => {
    const gone = new AbortController();
    const since = await latest();
    const waiting = feed.page({ since, limit: 1, wait: 30 }, gone.signal);
    gone.abort();
    expect(await waiting).toEqual({ changes: [], latest: since, more: false });
  });
});
