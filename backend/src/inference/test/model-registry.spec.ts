import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelRegistry } from '../registry/model-registry.js';
import { modelsFolder } from './golden.js';

const TRIAGE = 'cxr-opacity-triage/2.0.0';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstread-models-'));
  cpSync(modelsFolder, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = (): string => join(folder, TRIAGE, 'manifest.json');

/** The others stay in use, and the faulty one is named with its problem. */
async function expectLeftOut(problem: RegExp): Promise<void> {
  const { models, unusable } = await ModelRegistry.load(folder);
  expect(models.map((model) => model.manifest.id)).toEqual(['cxr-lung-segmenter', 'head-ct-hyperdensity']);
  expect(unusable).toEqual([{ folder: TRIAGE, problem: expect.stringMatching(problem) as string }]);
}

it('takes every shipped model', async () => {
  const { models, unusable } = await ModelRegistry.load(folder);
  expect(models).toHaveLength(3);
  expect(unusable).toEqual([]);
});

it('does not run other bytes than the manifest names', async () => {
  const { file } = JSON.parse(readFileSync(manifest(), 'utf8')) as { file: { name: string } };
  writeFileSync(join(folder, TRIAGE, file.name), 'other bytes');
  await expectLeftOut(/has digest [0-9a-f]{64}, not [0-9a-f]{64} as the manifest says/);
});

it('says which file is not there', async () => {
  const { file } = JSON.parse(readFileSync(manifest(), 'utf8')) as { file: { name: string } };
  rmSync(join(folder, TRIAGE, file.name));
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
  expect((await ModelRegistry.load(join(folder, 'none'))).models).toEqual([]);
});
