import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceArchive } from '../src/archive/index.js';
import { chestDxPhantom, parsePart10 } from '../src/dicom/index.js';
import { hostFile } from '../src/inference/index.js';
import { openWith, verifyModel, writeStarter } from '../src/verification/index.js';
import { StudyService } from '../src/worklist/index.js';
import type { TestContext } from './context.js';
import { startInferenceServer, type InferenceServer } from './inference-server.js';
import { builtHost } from './shipped-models.js';
import { until } from './until.js';
import { startWorker } from './worker.js';

let server: InferenceServer;
let models: string;
let folder: string;
let context: TestContext;

/** The starter as a remote model: its server runs the same file in a process of its own. */
beforeAll(async () => {
  hostFile.path = builtHost;
  models = mkdtempSync(join(tmpdir(), 'firstread-models-'));
  folder = join(models, 'remote-film', '0.1.0');
  mkdirSync(folder, { recursive: true });
  const { file, ...manifest } = await writeStarter(folder, 'remote-film', openWith());
  const runner = openWith()({ ...manifest, file }, join(folder, file.name));
  server = await startInferenceServer({
    model: 'film',
    binary: true,
    run: async (feeds, outputs) => (await runner.run(feeds, outputs)).outputs,
  });
  const endpoint = { url: server.url, model: 'film', sha256: file.sha256 };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, door: 'remote', endpoint }));
  const close = server.close;
  server.close = () => (runner.stop(), close());
  context = await startWorker({ FIRSTREAD_MODELS: models, REMOTE_MODEL_HOSTS: '127.0.0.1' });
});
afterAll(async () => {
  await context.close();
  await server.close();
  rmSync(models, { recursive: true, force: true });
});

const validate = async (): Promise<string[]> => Promise.resolve([]);

it('passes the rules that a file passes, with its endpoint in place of the file', async () => {
  const report = await verifyModel(folder, { open: openWith({ hosts: ['127.0.0.1'] }), validate });
  expect(report.checks.filter((check) => check.outcome === 'fail')).toEqual([]);
  expect(report.checks.map((check) => check.rule)).toContain('endpoint');
  const elsewhere = await verifyModel(folder, { open: openWith({ hosts: [] }), validate });
  expect(elsewhere.checks.find((check) => check.rule === 'endpoint')).toMatchObject({
    outcome: 'fail',
    detail: expect.stringMatching(/REMOTE_MODEL_HOSTS/) as string,
  });
});

it('is sent the tensors of a study that arrives, and its answer is a result like any other', async () => {
  const film = chestDxPhantom({
    seed: 'REMOTE',
    name: 'REMOTE',
    acquired: { date: '20260105', time: '081500' },
  });
  const origin = { door: 'dimse', source: 'DX1', actor: 'peer:DX1', role: 'device' } as const;
  server.seen.length = 0;
  await context.app.get(InstanceArchive).store(film.bytes, parsePart10(film.bytes), origin);
  const result = async () =>
    (await context.app.get(StudyService, { strict: false }).study(film.StudyInstanceUID)).aiResults[0];
  await until(async () => ['flagged', 'notFlagged'].includes((await result())?.state ?? ''));
  expect((await result())?.modelId).toBe('remote-film');
  expect(server.seen).toEqual([expect.objectContaining({ inputs: ['image'] })]);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).not.toContain('model.onnx');
});
