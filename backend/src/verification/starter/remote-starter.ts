import type { RemoteManifest } from '@firstread/contract';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerificationTools } from '../model-under-test.js';
import { REMOTE_SERVER } from './remote-server.js';
import { remoteStarterManifest } from './starter-manifest.js';
import { writeJson, writeStarter } from './starter-model.js';
import { REMOTE_README } from './starter-text.js';

const ENDPOINT = { url: 'http://127.0.0.1:8000', model: 'film' };

/**
 * Writes a remote model that passes verification while its server runs: `model/`, which is what is submitted, and beside
 * it the server, which the vendor keeps.
 */
export async function writeRemoteStarter(
  folder: string,
  id: string,
  open: VerificationTools['open'],
): Promise<RemoteManifest> {
  const model = join(folder, 'model');
  const onnx = await writeStarter(model, id, open);
  const manifest = remoteStarterManifest(onnx, ENDPOINT);
  await writeJson(join(model, 'manifest.json'), manifest);
  await rm(join(model, onnx.file.name));
  await rm(join(model, 'README.md'));
  await writeFile(join(folder, 'server.mjs'), REMOTE_SERVER);
  await writeFile(join(folder, 'README.md'), REMOTE_README);
  return manifest;
}
