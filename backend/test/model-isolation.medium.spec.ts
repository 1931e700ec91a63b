import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstanceArchive } from '../src/archive/index.js';
import { chestDxPhantom, parsePart10 } from '../src/dicom/index.js';
import { hostFile, RunStore } from '../src/inference/index.js';
import { openWith, writeStarter } from '../src/verification/index.js';
import { WorklistService } from '../src/worklist/index.js';
import type { TestContext } from './context.js';
import { builtHost } from './shipped-models.js';
import { until } from './until.js';
import { startWorker } from './worker.js';

const STUDIES = 3;
const origin = { door: 'dimse', source: 'DX1', actor: 'peer:DX1', role: 'device' } as const;

let context: TestContext;
let models: string;

/** Four models that are the same file; three of their processes go wrong. */
beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'firstread-models-'));
  hostFile.path = builtHost;
  for (const id of ['sleeping', 'crashing', 'eating', 'steady']) {
    const folder = join(models, id, '0.1.0');
    await writeStarter(folder, id, openWith());
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { resources: Record<string, number> };
    manifest.resources = { ...manifest.resources, memoryMb: 300, timeoutMs: 120_000 };
    await writeFile(path, JSON.stringify(manifest));
  }
  context = await startWorker(
    { FIRSTREAD_MODELS: models, INFERENCE_ATTEMPTS: '1' },
    fileURLToPath(new URL('./bad-host.mjs', import.meta.url)),
  );
});
afterAll(async () => {
  await context.close();
  rmSync(models, { recursive: true, force: true });
});

async function send(name: string): Promise<string> {
  const film = chestDxPhantom({ seed: name, name, acquired: { date: '20260105', time: '081500' } });
  const outcome = await context.app.get(InstanceArchive).store(film.bytes, parsePart10(film.bytes), origin);
  expect(outcome.kind).toBe('stored');
  return film.StudyInstanceUID;
}

async function runs(model: string): Promise<{ state: string; reason: string | null; uid: string }[]> {
  return context.dataSource.query(
    'select state, reason, study_uid as uid from inference_run where model_id = $1 order by created_at',
    [model],
  );
}

describe('models that sleep, crash and eat memory', () => {
  it('delay no other model, no study and no row of the list', async () => {
    const uids: string[] = [];
    for (let n = 0; n < STUDIES; n += 1) {
      uids.push(await send(`ISOLATED${n}`));
      // The first takes the one place of the sleeping model before the others come.
      await until(async () => (await runs('sleeping')).some(({ state }) => state === 'running'));
    }
    const list = context.app.get(WorklistService, { strict: false });
    await until(async () => (await Promise.all(uids.map((uid) => list.item(uid)))).every(Boolean));

    const ended = async (model: string, states: string[]) => {
      const all = await runs(model);
      return all.length === STUDIES && all.every(({ state }) => states.includes(state));
    };
    await until(() => ended('steady', ['flagged', 'notFlagged']));
    await until(() => ended('crashing', ['failed']));
    await until(() => ended('eating', ['failed']));
    expect((await runs('crashing')).map(({ reason }) => reason)).toEqual(
      uids.map(() => expect.stringMatching(/ended \(SIGSEGV\)/) as string),
    );
    expect((await runs('eating')).map(({ reason }) => reason)).toEqual(
      uids.map(() => expect.stringMatching(/used \d+ MiB of memory; its limit is 300 MiB/) as string),
    );
    const sleeping = (await runs('sleeping')).map(({ state }) => state).sort();
    expect(sleeping).toEqual(['pending', 'pending', 'running']);
  });

  it('leave the places of a model to its most urgent studies', async () => {
    const store = context.app.get(RunStore, { strict: false });
    const due = async () => {
      const jobs = await store.open(1000, 2);
      const rows = await context.dataSource.query<{ id: string; uid: string }[]>(
        `select id, study_uid as uid from inference_run where model_id = 'sleeping' and id = any($1)`,
        [jobs.map((job) => job.id)],
      );
      return rows.map(({ uid }) => uid);
    };
    await context.dataSource.query(
      `update model_version set manifest = jsonb_set(manifest, '{resources,concurrency}', '2') where model_id = 'sleeping'`,
    );
    const waiting = (await runs('sleeping')).filter(({ state }) => state === 'pending').map(({ uid }) => uid);
    const last = waiting.at(-1) as string;
    const running = (await runs('sleeping')).find(({ state }) => state === 'running')?.uid;
    await context.dataSource.query(
      `update study_urgency set band = case when study_id = study.id then 0 else band end
         from study where study_instance_uid = $1 and study_urgency.study_id = study.id`,
      [last],
    );
    expect((await due()).sort()).toEqual([running, last].sort());
  });
});
