import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegisteredModel } from '../src/inference/index.js';
import { readModel } from '../src/models/index.js';

const backend = join(dirname(fileURLToPath(import.meta.url)), '..');
export const modelsFolder = join(backend, '..', 'models');

/** The built program of model processes, which the sources alone cannot start. */
export const builtHost = join(backend, 'dist', 'inference', 'runtime', 'model-host.js');

/** The only version of a shipped model. */
export async function shippedModel(id: string): Promise<RegisteredModel> {
  const [version] = readdirSync(join(modelsFolder, id));
  const folder = join(modelsFolder, id, version ?? '');
  const { manifest } = await readModel(folder);
  if (manifest.door !== 'onnx') throw new Error(`Model ${id} has no file`);
  return { manifest, file: join(folder, manifest.file.name) };
}
