import { modelManifestSchema, type ModelManifest } from '@firstread/contract';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PackageError } from './package-error.js';

/** A model as it lies in a folder. */
export interface ModelFolder {
  folder: string;
  manifest: ModelManifest;
  /** Markdown. */
  card: string | null;
}

const CARDS = ['CARD.md', 'README.md'];

/** Reads manifest and card. Throws a PackageError that names each field at fault. */
export async function readModel(folder: string): Promise<ModelFolder> {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw new PackageError('There is no manifest.json at the top of the package');
  const parsed = modelManifestSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  if (!parsed.success) {
    throw new PackageError(
      parsed.error.issues
        .map((issue) => `${issue.path.join('.') || 'manifest'}: ${issue.message}`)
        .join('; '),
    );
  }
  const card = CARDS.map((name) => join(folder, name)).find((name) => existsSync(name));
  return { folder, manifest: parsed.data, card: card ? await readFile(card, 'utf8') : null };
}

/** Says what is wrong with the model file beside the manifest; undefined where it is the one the manifest names. */
export async function fileProblem({ folder, manifest }: ModelFolder): Promise<string | undefined> {
  if (manifest.door !== 'onnx') return undefined;
  const { name, sha256 } = manifest.file;
  const file = join(folder, name);
  if (!existsSync(file)) return `There is no ${name} beside the manifest`;
  const digest = await digestOfFile(file);
  return digest === sha256 ? undefined : `${name} has digest ${digest}, not ${sha256} as the manifest says`;
}

/** SHA-256, in hexadecimal. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PackageError(`manifest.json is no JSON: ${(error as Error).message}`);
  }
}
