import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startContext, type TestContext } from '../../../test/context.js';
import { modelsFolder } from '../../../test/shipped-models.js';
import { ModelCatalogue, ModelsModule, ShippedModels } from '../index.js';

const TRIAGE = 'cxr-opacity-triage/2.0.0';
let folder: string;
let context: TestContext | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstread-models-'));
  cpSync(modelsFolder, folder, { recursive: true });
});

afterEach(async () => {
  await context?.close();
  context = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const manifest = (): string => join(folder, TRIAGE, 'manifest.json');

async function start(settings: NodeJS.ProcessEnv = {}): Promise<TestContext> {
  context = await startContext(() => [ModelsModule], { FIRSTREAD_MODELS: folder, ...settings });
  return context;
}

/** The others are taken in, and the faulty one is named with its problem. */
async function expectLeftOut(problem: RegExp): Promise<void> {
  const { app } = await start();
  const models = await app.get(ModelCatalogue).all();
  expect(models.map((model) => model.modelId).sort()).toEqual(['cxr-lung-segmenter', 'head-ct-hyperdensity']);
  expect(app.get(ShippedModels).unusable).toEqual([
    { folder: TRIAGE, problem: expect.stringMatching(problem) as string },
  ]);
}

it('takes every shipped model in; they are live in the demonstration', async () => {
  const { app } = await start();
  const models = await app.get(ModelCatalogue).all();
  expect(models.map((model) => model.stage)).toEqual(['live', 'live', 'live']);
  expect(app.get(ShippedModels).unusable).toEqual([]);
});

it('leaves their life cycle to persons in production, and starts again as it was', async () => {
  const { app, dataSource } = await start({ FIRSTREAD_MODE: 'production' });
  const stages = async () => (await app.get(ModelCatalogue).all()).map((model) => model.stage);
  expect(await stages()).toEqual(['submitted', 'submitted', 'submitted']);
  await dataSource.query(`update model_version set stage = 'shadow'`);
  await app.get(ShippedModels).onModuleInit();
  expect(await stages()).toEqual(['shadow', 'shadow', 'shadow']);
});

it('does not run other bytes than the manifest names', async () => {
  writeFileSync(join(folder, TRIAGE, 'model.onnx'), 'other bytes');
  await expectLeftOut(/has digest [0-9a-f]{64}, not [0-9a-f]{64} as the manifest says/);
});

it('says which file is not there', async () => {
  rmSync(join(folder, TRIAGE, 'model.onnx'));
  await expectLeftOut(/^There is no \S+ beside the manifest$/);
});

it('names the field of a manifest that is wrong', async () => {
  const json = JSON.parse(readFileSync(manifest(), 'utf8')) as Record<string, unknown>;
  writeFileSync(manifest(), JSON.stringify({ ...json, eligibility: { modalities: 'DX' } }));
  await expectLeftOut(/^eligibility\.modalities: /);
});

it('says so where the manifest is no JSON', async () => {
  writeFileSync(manifest(), '{');
  await expectLeftOut(/^manifest\.json is no JSON/);
});

it('has no model where there is no folder', async () => {
  const { app } = await start({ FIRSTREAD_MODELS: join(folder, 'none') });
  expect(await app.get(ModelCatalogue).all()).toEqual([]);
});
