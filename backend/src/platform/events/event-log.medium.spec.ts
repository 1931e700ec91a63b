import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { testConfig } from '../../../test/config.js';
import { consumeAll } from '../../../test/consume.js';
import { createDatabase, type TestDatabase } from '../../../test/database.js';
import { until } from '../../../test/until.js';
import { EventConsumer, type EventHandler } from './event-consumer.js';
import { EventLog } from './event-log.js';
import { WakeUp } from './wake-up.js';

const log = new EventLog();
let database: TestDatabase;
let dataSource: DataSource;
let wakeUp: WakeUp;
let removeData: () => void;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createDatabase();
  dataSource = database.dataSource;
  const settings = testConfig(database.url);
  removeData = settings.removeData;
  wakeUp = new WakeUp(settings.config);
  await wakeUp.onApplicationBootstrap();
  await dataSource.query('create table effect (ordinal bigint generated always as identity, study_uid text)');
});
afterAll(async () => {
  await wakeUp.onApplicationShutdown();
  await database.drop();
  removeData();
});
beforeEach(() => dataSource.query('truncate effect restart identity'));

function append(manager: EntityManager, studyUid: string): Promise<void> {
  return log.append(manager, 'StudyCompleted', { studyId: studyUid, studyUid, revision: 1 });
}

const writeEffect: EventHandler<'StudyCompleted'> = async (event, manager) => {
  await manager.query('insert into effect (study_uid) values ($1)', [event.studyUid]);
};

function consumer(
  name: string,
  handler: EventHandler<'StudyCompleted'> = writeEffect,
): EventConsumer<'StudyCompleted'> {
  return new EventConsumer(name, ['StudyCompleted'], handler, dataSource, log, wakeUp);
}

/** A consumer that has seen everything so far. */
async function consumerFromNow(
  name: string,
  handler?: EventHandler<'StudyCompleted'>,
): Promise<EventConsumer<'StudyCompleted'>> {
  const fresh = consumer(name, handler);
  await consumeAll(
    dataSource,
    consumer(name, async () => undefined),
  );
  return fresh;
}

async function effects(): Promise<string[]> {
  const rows = await dataSource.query<{ study_uid: string }[]>(
    'select study_uid from effect order by ordinal',
  );
  return rows.map((row) => row.study_uid);
}

describe.each(['event', 'audit_event'])('%s is append-only', (table) => {
  beforeAll(async () => {
    await append(dataSource.manager, 'kept');
    await dataSource.query(
      `insert into audit_event (actor, role, action, outcome) values ('system:spec', 'system', 'spec', 'success')`,
    );
  });

  it.each([
    ['update', `update ${table} set study_uid = 'changed'`],
    ['delete', `delete from ${table}`],
    ['truncate', `truncate ${table}`],
    ['an update of no row', `update ${table} set study_uid = 'changed' where false`],
  ])('refuses %s', async (_, statement) => {
    const count = `select count(*)::int as rows from ${table}`;
    const before = await dataSource.query<unknown>(count);
    await expect(dataSource.query(statement)).rejects.toThrow(`${table} is append-only`);
    expect(await dataSource.query<unknown>(count)).toEqual(before);
  });
});

describe('EventConsumer', () => {
  it('gives every event once, in order, when the transaction that took the later id commits first', async () => {
    const one = await consumerFromNow('order');
    const early = dataSource.createQueryRunner();
    const late = dataSource.createQueryRunner();
    try {
      await early.startTransaction();
      await append(early.manager, 'early');
      await late.startTransaction();
      await append(late.manager, 'late');
      await late.commitTransaction();

      await one.consume();
      expect(await effects()).toEqual([]);

      await early.commitTransaction();
      await consumeAll(dataSource, one);
      expect(await effects()).toEqual(['early', 'late']);
      await consumeAll(dataSource, one);
      expect(await effects()).toEqual(['early', 'late']);
    } finally {
      await early.release();
      await late.release();
    }
  });

  it('skips nothing when the earlier transaction takes the later id', async () => {
    const one = await consumerFromNow('crossed');
    const early = dataSource.createQueryRunner();
    try {
      await early.startTransaction();
      await early.query('select pg_current_xact_id()');
      await append(dataSource.manager, 'first id');
      await one.consume();
      await append(early.manager, 'second id');
      await early.commitTransaction();
      await consumeAll(dataSource, one);
      expect((await effects()).sort()).toEqual(['first id', 'second id']);
    } finally {
      await early.release();
    }
  });

  it('leaves no trace of a transaction that is rolled back', async () => {
    const one = await consumerFromNow('rollback');
    const failing = dataSource.transaction(async (manager) => {
      await append(manager, 'never');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await append(dataSource.manager, 'committed');
    await consumeAll(dataSource, one);
    expect(await effects()).toEqual(['committed']);
  });

  it('undoes the effects of a failed batch and does it again without double effect', async () => {
    let failures = 2;
    const one = await consumerFromNow('failing', async (event, manager) => {
      await writeEffect(event, manager);
      if (event.studyUid === 'b' && failures > 0) {
        failures -= 1;
        throw new Error('the handler failed');
      }
    });
    for (const uid of ['a', 'b', 'c']) await append(dataSource.manager, uid);
    await expect(consumeAll(dataSource, one)).rejects.toThrow('the handler failed');
    expect(await effects()).toEqual([]);
    await expect(consumeAll(dataSource, one)).rejects.toThrow('the handler failed');
    await consumeAll(dataSource, one);
    expect(await effects()).toEqual(['a', 'b', 'c']);
  });

  it('tries again by itself once started', async () => {
    let failures = 1;
    const one = await consumerFromNow('started', async (event, manager) => {
      await writeEffect(event, manager);
      if (failures > 0) {
        failures -= 1;
        throw new Error('the handler failed');
      }
    });
    one.start();
    try {
      await append(dataSource.manager, 'woken');
      await until(async () => (await effects()).length > 0);
    } finally {
      await one.stop();
    }
    expect(failures).toBe(0);
    expect(await effects()).toEqual(['woken']);
  });

  it('counts positions as numbers: the order holds where an id gains a digit, within one transaction', async () => {
    const one = await consumerFromNow('digits');
    await dataSource.query(`select setval(pg_get_serial_sequence('event', 'id'), 99990)`);
    const uids = Array.from({ length: 150 }, (_, index) => `study ${index}`);
    await dataSource.transaction(async (manager) => {
      for (const uid of uids) await append(manager, uid);
    });
    await consumeAll(dataSource, one);
    expect(await effects()).toEqual(uids);
  });

  it('does each event once when many processes run the same consumer', async () => {
    await consumerFromNow('many');
    const uids = Array.from({ length: 250 }, (_, index) => `study ${String(index).padStart(3, '0')}`);
    for (const uid of uids) await append(dataSource.manager, uid);
    const runners = Array.from({ length: 4 }, () => consumer('many'));
    await until(async () => {
      await Promise.all(runners.map((one) => one.consume()));
      return (await effects()).length >= uids.length;
    });
    await Promise.all(runners.map((one) => one.consume()));
    expect(await effects()).toEqual(uids);
  });

  it('keeps the cursors of different consumers apart', async () => {
    const left = await consumerFromNow('left');
    const right = await consumerFromNow('right');
    await append(dataSource.manager, 'shared');
    await consumeAll(dataSource, left);
    await consumeAll(dataSource, right);
    expect(await effects()).toEqual(['shared', 'shared']);
  });

  it('does events of its names alone, and moves past the others without a lock once they are many', async () => {
    const one = await consumerFromNow('named');
    const cursor = async (): Promise<bigint> => {
      const [row] = await dataSource.query<[{ transaction: string }]>(
        `select transaction::text as transaction from event_cursor where consumer = 'named'`,
      );
      return BigInt(row.transaction);
    };
    const other = { studyId: 'other', studyUid: 'other', version: 1 };
    await log.append(dataSource.manager, 'WorklistItemChanged', other);
    const before = await cursor();
    await consumeAll(dataSource, one);
    expect(await cursor()).toBe(before);

    for (let n = 0; n <= 1000; n += 1) await dataSource.query('select pg_current_xact_id()');
    // Transactions of other databases hold it back as long as they last.
    await until(async () => !(await one.consume()) && (await cursor()) > before + 1000n);
    expect(await effects()).toEqual([]);
    await append(dataSource.manager, 'own');
    await consumeAll(dataSource, one);
    expect(await effects()).toEqual(['own']);
  });

  it('is woken by events of its names', async () => {
    const woken: string[] = [];
    const ends = [
      wakeUp.subscribe(() => woken.push('all')),
      wakeUp.subscribe(() => woken.push('completed'), ['StudyCompleted']),
      wakeUp.subscribe(() => woken.push('deleted'), ['StudyDeleted']),
    ];
    await append(dataSource.manager, 'woken');
    await until(() => woken.includes('completed'));
    for (const end of ends) end();
    expect(woken).toEqual(['all', 'completed']);
  });
});
