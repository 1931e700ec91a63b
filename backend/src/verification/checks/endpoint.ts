import type { RemoteManifest } from '@firstread/contract';

const TIMEOUT_MS = 10_000;

/** Asks a remote endpoint whether it lives and serves the model (Open Inference Protocol v2). Throws with a sentence. */
export async function checkEndpoint({ endpoint }: RemoteManifest): Promise<string> {
  const base = endpoint.url.replace(/\/$/, '');
  const version = endpoint.version ? `/versions/${endpoint.version}` : '';
  await ask(`${base}/v2/health/live`, 'does not say that it lives');
  await ask(`${base}/v2/health/ready`, 'is not ready');
  await ask(`${base}/v2/models/${endpoint.model}${version}/ready`, `does not serve ${endpoint.model}`);
  return `live and ready, serves ${endpoint.model}`;
}

async function ask(url: string, otherwise: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => {
    throw new Error(`the endpoint cannot be reached (${(error as Error).message}): check endpoint.url`);
  });
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(`the endpoint ${otherwise}: ${new URL(url).pathname} answers ${response.status}`);
}
