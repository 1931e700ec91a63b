import { modelManifestSchema, type OnnxManifest } from '@firstread/contract';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

export interface RegisteredModel {
  manifest: OnnxManifest;
  /** Absolute path of the verified ONNX file. */
  file: string;
}

/** A folder that looks like a model and cannot be used, and why. */
export interface UnusableModel {
  /** `<id>/<version>` as the folders are named. */
  folder: string;
  problem: string;
}

/**
 * The models of this installation: `models/<id>/<version>/manifest.json`, each verified against its digest. One
 * that is at fault is left out and named: reading goes on without it.
 */
export class ModelRegistry {
  private constructor(
    readonly models: readonly RegisteredModel[],
    readonly unusable: readonly UnusableModel[],
  ) {}

  static async load(folder: string): Promise<ModelRegistry> {
    const models: RegisteredModel[] = [];
    const unusable: UnusableModel[] = [];
    for (const path of await manifestPaths(folder)) {
      try {
        models.push(await readModel(path));
      } catch (error) {
        unusable.push({ folder: relative(folder, path), problem: (error as Error).message });
      }
    }
    return new ModelRegistry(models, unusable);
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
  const entries = existsSync(path) ? await readdir(path, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function readModel(folder: string): Promise<RegisteredModel> {
  const json = parseJson(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const parsed = modelManifestSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  const manifest = parsed.data;
  if (manifest.door !== 'onnx') throw new Error(`A model of the door ${manifest.door} has no file`);
  const file = join(folder, manifest.file.name);
  if (!existsSync(file)) throw new Error(`There is no ${manifest.file.name} beside the manifest`);
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (digest !== manifest.file.sha256) {
    throw new Error(
      `${manifest.file.name} has digest ${digest}, not ${manifest.file.sha256} as the manifest says`,
    );
  }
  return { manifest, file };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`manifest.json is no JSON: ${(error as Error).message}`, { cause: error });
  }
}
