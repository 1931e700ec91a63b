import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startContext, type TestContext } from '../../../test/context.js';
import { redisUrl } from '../../../test/database.js';
import { until } from '../../../test/until.js';
import { WakeUp } from '../events/wake-up.js';
import { JobDispatcher } from './job-dispatcher.js';
import { JobQueue } from './job-queue.js';
import { QueueModule } from './queue.module.js';

const STUCK_WORKER = join(fileURLToPath(import.meta.url), '../../../../test/stuck-worker.mjs');
const SWEEP_MS = 100;
const ATTEMPTS = 3;

/** What the worker of this process does with a job. */
let work: (job: Job) => Promise<void>;
/** Ids of the jobs it began, in order. */
let begun: string[];
/** Jobs that only keep the worker busy until they are let go. */
const held = new Map<string, Promise<void>>();

@Processor('inference', { lockDuration: 2000, stalledInterval: 500, maxStalledCount: 10 })
class SpecJob extends WorkerHost {
  async process(job: Job): Promise<void> {
    const busy = held.get(job.id as string);
    if (busy) return busy;
    begun.push(job.id as string);
    await work(job);
  }
}

/** Stands idle until it is started. */
@Processor('results', { autorun: false, lockDuration: 2000, stalledInterval: 500, maxStalledCount: 10 })
class LaterJob extends WorkerHost {
  async process(job: Job): Promise<void> {
    begun.push(job.id as string);
  }
}

@Module({ providers: [SpecJob, LaterJob] })
class SpecJobModule {}

const REDIS_DATABASE = 7;
const engines = [
  { engine: 'PostgreSQL', settings: () => ({}) },
  { engine: 'Redis', settings: () => ({ REDIS_URL: redisUrl(REDIS_DATABASE) }) },
];

describe.each(engines)('the queue on $engine', ({ engine, settings }) => {
  let context: TestContext;
  let queue: JobQueue;

  const add = (id: string, priority = 1) => queue.add('inference.run', { runId: id }, { id, priority });
  const waiting = async () =>
    Object.values(await queue.counts('inference')).reduce((sum, one) => sum + one, 0);
  const worker = () => context.app.get(SpecJob).worker;

  beforeAll(async () => {
    if (engine === 'Redis') await wipeRedis();
    context = await startContext((config) => [QueueModule.with(config), SpecJobModule], {
      ...settings(),
      INFERENCE_ATTEMPTS: String(ATTEMPTS),
      INFERENCE_BACKOFF_MS: '10',
    });
    queue = context.app.get(JobQueue);
    worker().on('error', () => undefined);
    await context.dataSource.query(
      'create table spec_row (id uuid primary key, done boolean not null default false)',
    );
  });
  afterAll(() => context.close());
  beforeEach(() => {
    begun = [];
    work = async () => undefined;
  });
  afterEach(() => until(async () => (await waiting()) === 0));

  /** Keeps the worker busy; what the test adds waits until the call that this returns. */
  async function occupy(): Promise<() => void> {
    const id = randomUUID();
    let release: () => void = () => undefined;
    held.set(id, new Promise((resolve) => (release = resolve)));
    await add(id);
    await until(async () => (await queue.counts('inference'))['active'] === 1);
    return release;
  }

  /** Everything that the queue knows, gone. */
  async function wipe(): Promise<void> {
    if (engine === 'Redis') return wipeRedis();
    const tables = await context.dataSource.query<{ name: string }[]>(
      `select tablename as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`,
    );
    expect(tables.length).toBeGreaterThan(0);
    await context.dataSource.query(
      `truncate ${tables.map(({ name }) => `bullmq."${name}"`).join(', ')} cascade`,
    );
  }

  async function newRows(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    for (const id of ids) await context.dataSource.query('insert into spec_row (id) values ($1)', [id]);
    return ids;
  }

  const markDone = async (job: Job) => {
    await context.dataSource.query('update spec_row set done = true where id = $1', [job.id]);
  };
  const openRows = () =>
    context.dataSource.query<{ id: string; priority: number }[]>(
      'select id, 1 as priority from spec_row where not done',
    );

  function dispatcher(): JobDispatcher {
    return new JobDispatcher(
      'inference.run',
      openRows,
      queue,
      context.app.get(WakeUp),
      ['InferencePlanned'],
      SWEEP_MS,
    );
  }

  it('runs a job once that was added twice while it waits', async () => {
    const id = randomUUID();
    const release = await occupy();
    await add(id);
    await add(id);
    expect(await waiting()).toBe(2);
    release();
    await until(async () => begun.length > 0 && (await waiting()) === 0);
    expect(begun).toEqual([id]);
  });

  it('runs a job once that was added again while it runs', async () => {
    const id = randomUUID();
    let end: () => void = () => undefined;
    work = () => new Promise((resolve) => (end = resolve));
    await add(id);
    await until(() => begun.length > 0);
    await add(id);
    end();
    await until(async () => (await waiting()) === 0);
    expect(begun).toEqual([id]);
  });

  it('takes the most urgent first', async () => {
    const [last, first, middle] = [randomUUID(), randomUUID(), randomUUID()];
    const release = await occupy();
    await add(last, 30);
    await add(first, 1);
    await add(middle, 20);
    release();
    await until(async () => (await waiting()) === 0);
    expect(begun).toEqual([first, middle, last]);
  });

  it('tries again until it succeeds', async () => {
    const id = randomUUID();
    const attempts: number[] = [];
    work = async (job) => {
      attempts.push(job.attemptsMade);
      if (attempts.length < ATTEMPTS) throw new Error('not yet');
    };
    await add(id);
    await until(async () => attempts.length === ATTEMPTS && (await waiting()) === 0);
    expect(attempts).toEqual([0, 1, 2]);
    expect(begun).toEqual([id, id, id]);
  });

  it('runs a job anew that failed for good, when its row still wants it', async () => {
    const [id] = (await newRows(1)) as [string];
    work = async (job) => {
      if (begun.length <= ATTEMPTS) throw new Error('not yet');
      await markDone(job);
    };
    const one = dispatcher();
    one.start();
    await until(async () => (await openRows()).length === 0);
    await one.stop();
    expect(begun.length).toBeGreaterThan(ATTEMPTS);
    expect(new Set(begun)).toEqual(new Set([id]));
  });

  it('has the job of a killed worker process done by another', async () => {
    const id = randomUUID();
    const open = async () => Object.values(await queue.counts('results')).reduce((sum, one) => sum + one, 0);
    await queue.add('results.encode', { runId: id }, { id, priority: 1 });
    const stuck = await stuckWorker(context, engine, id);
    const ended = new Promise<string | null>((resolve) => stuck.on('exit', (_, signal) => resolve(signal)));
    stuck.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(await open()).toBe(1);
    const later = context.app.get(LaterJob).worker;
    later.on('error', () => undefined);
    void later.run();
    await until(async () => begun.length > 0 && (await open()) === 0);
    expect(begun).toEqual([id]);
  });

  it('loses nothing when it is wiped before anything ran', async () => {
    const ids = await newRows(20);
    const release = await occupy();
    const one = dispatcher();
    one.start();
    await until(async () => (await waiting()) === ids.length + 1);
    await wipe();
    work = markDone;
    release();
    await until(async () => (await openRows()).length === 0);
    await one.stop();
    expect(new Set(begun)).toEqual(new Set(ids));
  });

  it('loses nothing when it is wiped while jobs run', async () => {
    const ids = await newRows(12);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    work = async (job) => {
      await gate;
      await markDone(job);
    };
    const one = dispatcher();
    one.start();
    await until(async () => begun.length > 0 && (await waiting()) === ids.length);
    await wipe();
    open();
    await until(async () => (await openRows()).length === 0);
    await one.stop();
    expect(new Set(begun)).toEqual(new Set(ids));
  });
});

async function wipeRedis(): Promise<void> {
  const client = new Redis(redisUrl(REDIS_DATABASE));
  await client.flushdb();
  await client.quit();
}

/** A worker of another process that holds the job. */
async function stuckWorker(context: TestContext, engine: string, id: string): Promise<ChildProcess> {
  const connection =
    engine === 'Redis'
      ? { url: redisUrl(REDIS_DATABASE), maxRetriesPerRequest: null }
      : { connectionString: context.config.env.DATABASE_URL, schema: 'bullmq', migrate: true };
  const child = spawn(process.execPath, [STUCK_WORKER, JSON.stringify({ queue: 'results', connection })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  child.stdout.on('data', (data: Buffer) => said.push(data.toString()));
  await until(() => {
    if (child.exitCode !== null) throw new Error(`The other worker ended with ${child.exitCode}`);
    return said.join('').includes(`taken ${id}`);
  });
  return child;
}
