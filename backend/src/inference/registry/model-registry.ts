import { modelManifestSchema, type ModelManifest } from '@firstread/contract';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface RegisteredModel {
  manifest: ModelManifest;
  /** Absolute path of the verified ONNX file. */
  file: string;
}

/** The models of this installation: `models/<id>/<version>/manifest.json`, each verified against its digest. */
export class ModelRegistry {
  private constructor(readonly models: readonly RegisteredModel[]) {}

  /** Reads the folder; throws one error that lists every model at fault. */
  static async load(folder: string): Promise<ModelRegistry> {
    const models: RegisteredModel[] = [];
    const faults: string[] = [];
    for (const path of await manifestPaths(folder)) {
      try {
        models.push(await readModel(path));
      } catch (error) {
        faults.push(`  ${path}: ${(error as Error).message}`);
      }
    }
    if (faults.length > 0)
      throw new Error(`These models are not usable. Correct or remove them:\n${faults.join('\n')}`);
    return new ModelRegistry(models);
  }

  find(id: string, version: string): RegisteredModel | undefined {
    return this.models.find(({ manifest }) => manifest.id === id && manifest.version === version);
  }
}

async function manifestPaths(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const model of await folders(folder)) {
    for (const version of await folders(join(folder, model))) {
      const path = join(folder, model, version);
      if (existsSync(join(path, 'manifest.json'))) paths.push(path);
    }
  }
  return paths.sort();
}

async function folders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function readModel(folder: string): Promise<RegisteredModel> {
  const json: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const parsed = modelManifestSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  const file = join(folder, parsed.data.file.name);
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (digest !== parsed.data.file.sha256) {
    throw new Error(
      `${parsed.data.file.name} has digest ${digest}, not ${parsed.data.file.sha256} as the manifest says`,
    );
  }
  return { manifest: parsed.data, file };
}
