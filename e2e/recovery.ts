import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { storePhantom, type Phantom, type PhantomInstance } from './drivers.js';
import { expect, type RunningSystem } from './fixtures.js';
import { listed } from './objects.js';

const RETRY_MS = 200;
const GIVE_UP_MS = 90_000;
const FINAL_MS = 120_000;

type Row = Record<string, string | number | null>;

/** Asks PostgreSQL over a connection of its own, again while the server is down. */
export async function query(system: RunningSystem, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return again('A query', async () => {
    const client = new pg.Client({ connectionString: system.databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(sql, parameters)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}

/** Sends one instance by STOW-RS until it is stored, as a sender does whose connection broke. */
export async function stow(system: RunningSystem, { bytes }: PhantomInstance): Promise<void> {
  const boundary = randomUUID();
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  await again('A store', async () => {
    const answer = await system.request('/dicomweb/studies', {
      method: 'POST',
      headers: { 'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}` },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    if (answer.status !== 200) throw new Error(`STOW-RS answered ${answer.status}: ${await answer.text()}`);
  });
}

/** Sends a whole study over C-STORE until every instance was accepted, as a scanner's queue does. */
export async function cStore(system: RunningSystem, phantom: Phantom): Promise<void> {
  await again('A C-STORE', () => storePhantom(phantom, system.dimsePort));
}

/** kill -9. The supervisor starts the process again. */
export function kill(system: RunningSystem, name: 'worker' | 'api' | 'dimse' | 'postgres'): void {
  const pid = system.pids()[name];
  if (pid === undefined) throw new Error(`There is no process ${name}`);
  process.kill(pid, 'SIGKILL');
}

/** Waits until a model runs, so that what follows happens in the middle of it. */
export async function running(system: RunningSystem): Promise<void> {
  const count = async (): Promise<number> =>
    (await query(system, `select from inference_run where state in ('running', 'pending')`)).length;
  await expect.poll(count, { timeout: FINAL_MS, intervals: [50] }).toBeGreaterThan(0);
}

/** Waits until every study is complete and every run of each of its revisions has ended and is encoded. */
export async function allFinal(system: RunningSystem, phantoms: readonly Phantom[]): Promise<void> {
  const models = await modelCount(system);
  const uids = phantoms.map(({ studyUid }) => studyUid);
  const unfinished = async (): Promise<number> => {
    const [row] = await query(
      system,
      `select count(*)::int as studies from unnest($1::text[]) as sent(uid)
        where not exists (
          select from study where study_instance_uid = sent.uid and state = 'complete'
             and (select count(*) from inference_run run
                   where run.study_id = study.id and run.study_revision = study.revision) = $2
             and not exists (
               select from inference_run run
                where run.study_id = study.id and run.state not in ('notEligible', 'failed')
                  and run.encoded_at is null and run.encoding_failure is null))`,
      [uids, models],
    );
    return Number(row?.['studies']);
  };
  await expect.poll(unfinished, { timeout: FINAL_MS, intervals: [500] }).toBe(0);
}

/**
 * Nothing lost, nothing twice: instances, and the runs and SR objects of each revision. A study has more
 * than one revision where an outage held its sender up for longer than the quiet period.
 */
export async function expectExactlyOnce(system: RunningSystem, phantoms: readonly Phantom[]): Promise<void> {
  const models = await modelCount(system);
  for (const phantom of phantoms) {
    const { studyUid, instances } = phantom;
    const stored = await instanceUids(system, studyUid, 'CT');
    expect(stored.sort()).toEqual(instances.map(({ SOPInstanceUID }) => SOPInstanceUID).sort());

    const runs = await runsOf(system, studyUid);
    const revisions = await completedRevisions(system, phantom);
    for (const revision of revisions) {
      const own = runs.filter((run) => run['study_revision'] === revision);
      const names = own.map((run) => `${run['model_id']} ${run['model_version']}`);
      expect(names).toHaveLength(models);
      expect(new Set(names).size).toBe(models);
    }
    expect(runs).toHaveLength(models * revisions.length);
    const evaluated = runs.filter(({ state }) => state !== 'notEligible');
    // An earlier revision may have too few slices for any model; the last has all that were sent.
    expect(evaluated.map((run) => run['study_revision'])).toContain(revisions.length);
    for (const run of evaluated) {
      expect(run['state']).toMatch(/^(flagged|notFlagged)$/);
      expect(run['encoding_failure']).toBeNull();
      expect(run['reports']).not.toBeNull();
      expect(new Set(kindsOf(run)).size).toBe(kindsOf(run).length);
    }
    const reports = await instanceUids(system, studyUid, 'SR');
    expect(reports).toHaveLength(evaluated.flatMap(kindsOf).length);
  }
}

/** Kinds of report that a run was written as. */
function kindsOf(run: Row): string[] {
  return String(run['reports']).split(' ');
}

async function runsOf(system: RunningSystem, studyUid: string): Promise<Row[]> {
  return query(
    system,
    `select model_id, model_version, study_revision, state, encoding_failure,
        (select string_agg(kind, ' ') from result_object where run_id = id and kind like 'SR%') as reports
       from inference_run
      where study_uid = $1`,
    [studyUid],
  );
}

/** The revisions that were completed, each once; a later one only because of an instance that came late. */
async function completedRevisions(system: RunningSystem, sent: Phantom): Promise<number[]> {
  const log = await query(
    system,
    `select name, (payload ->> 'revision')::int as revision from event
      where study_uid = $1 and (name = 'StudyCompleted'
        or name = 'InstanceStored' and payload ->> 'sopInstanceUid' = any($2)) order by id`,
    [sent.studyUid, sent.instances.map(({ SOPInstanceUID }) => SOPInstanceUID)],
  );
  const revisions = log.flatMap(({ name, revision }, index) => {
    if (name !== 'StudyCompleted') return [];
    expect(log[index - 1]?.['name'], `what came before revision ${revision}`).toBe('InstanceStored');
    return [Number(revision)];
  });
  expect(revisions).toEqual(revisions.map((_, index) => index + 1));
  expect(revisions.length).toBeGreaterThan(0);
  return revisions;
}

async function modelCount(system: RunningSystem): Promise<number> {
  return again('The list of models', async () => {
    const answer = await system.request('/api/v1/models');
    const body = (await answer.json()) as { models?: unknown[] } | unknown[];
    const models = Array.isArray(body) ? body : (body.models ?? []);
    if (!answer.ok || models.length === 0) throw new Error(`status ${answer.status}`);
    return models.length;
  });
}

async function instanceUids(system: RunningSystem, study: string, modality: string): Promise<string[]> {
  const found = await again('A query', () => listed(system, study, modality));
  return found.map(({ instance }) => instance);
}

async function again<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what} did not succeed`, { cause: error });
      await wait(RETRY_MS);
    }
  }
}
