import { Redis } from 'ioredis';
import { makePhantom, type Phantom } from '../drivers.js';
import { expect, startSystem, test, type RunningSystem } from '../fixtures.js';
import { allFinal, cStore, expectExactlyOnce, kill, query, running, stow } from '../recovery.js';

test.setTimeout(300_000);

// Longer than most outages here, so that studies are mostly complete when their sender is done.
const settings = { STUDY_QUIET_MS: '6000', SWEEP_MS: '1000', INFERENCE_ATTEMPTS: '10' };

function fiveStudies(): Phantom[] {
  const kinds = ['plainHead', 'headWithLesion', 'plainHead', 'headWithLesion', 'plainHead'] as const;
  return kinds.map((kind) => makePhantom(kind, { slices: 12 }));
}

/** Sends every instance in turn; `before` happens ahead of the instance with that number. */
async function sendAll(
  system: RunningSystem,
  phantoms: readonly Phantom[],
  before: Readonly<Record<number, () => unknown>>,
): Promise<void> {
  const instances = phantoms.flatMap((phantom) => phantom.instances);
  for (const [index, instance] of instances.entries()) {
    // Not awaited to its end: what is killed is killed while the instance travels.
    const event = before[index];
    if (event) setTimeout(() => void event(), 5);
    await stow(system, instance);
  }
}

test('kill -9 of worker, API and PostgreSQL loses nothing and doubles nothing', async () => {
  const system = await startSystem(settings, { pages: false });
  try {
    const phantoms = fiveStudies();
    await sendAll(system, phantoms, {
      8: () => kill(system, 'worker'),
      20: () => kill(system, 'api'),
      34: () => kill(system, 'postgres'),
      46: () => kill(system, 'worker'),
      50: () => kill(system, 'api'),
    });
    await running(system);
    kill(system, 'worker');
    await running(system);
    kill(system, 'postgres');
    await allFinal(system, phantoms);
    await expectExactlyOnce(system, phantoms);
  } finally {
    await system.stop();
  }
});

test('kill -9 of the C-STORE receiver, and of PostgreSQL behind it, loses nothing and doubles nothing @long', async () => {
  const system = await startSystem(settings, { pages: false });
  try {
    const phantoms = fiveStudies().slice(0, 3);
    const victims = ['dimse', 'postgres', 'dimse'] as const;
    for (const [index, phantom] of phantoms.entries()) {
      const storing = cStore(system, phantom);
      setTimeout(() => kill(system, victims[index] ?? 'dimse'), 150);
      await storing;
    }
    await allFinal(system, phantoms);
    await expectExactlyOnce(system, phantoms);
  } finally {
    await system.stop();
  }
});

test('a Redis that forgets everything loses nothing and doubles nothing @long', async () => {
  const redisUrl = process.env.TEST_REDIS_URL;
  test.skip(!redisUrl, 'TEST_REDIS_URL names no Redis; npm test starts one');
  const redis = new Redis(redisUrl ?? '');
  const system = await startSystem({ ...settings, REDIS_URL: redisUrl ?? '' }, { pages: false });
  try {
    const phantoms = fiveStudies();
    await sendAll(system, phantoms, { 10: () => redis.flushall(), 40: () => redis.flushall() });
    await running(system);
    expect(await redis.dbsize(), 'keys of the queue').toBeGreaterThan(0);
    await redis.flushall();
    await allFinal(system, phantoms);
    await expectExactlyOnce(system, phantoms);
    const failed = await query(system, `select from inference_run where state = 'failed'`);
    expect(failed).toHaveLength(0);
  } finally {
    await system.stop();
    redis.disconnect();
  }
});
