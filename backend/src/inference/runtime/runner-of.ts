import type { RegisteredModel } from '../registry/model-registry.js';
import { hostFile } from './host-file.js';
import { ModelProcess } from './model-process.js';
import type { ModelRunner } from './model-runner.js';
import { RemoteEndpoint } from './remote-endpoint.js';

export interface RunnerOptions {
  threads: number;
  providers: readonly string[];
  /** Upper bound of what a manifest may ask for. */
  timeoutMs: number;
  /** Hosts that tensors may be sent to; any where left out. */
  hosts?: readonly string[];
}

/** What runs a model: a process of its own for a file, a client for an endpoint. Nothing starts yet. */
export function runnerOf({ manifest, file }: RegisteredModel, options: RunnerOptions): ModelRunner {
  const timeoutMs = Math.min(manifest.resources.timeoutMs, options.timeoutMs);
  if (manifest.door === 'remote') {
    const { hosts } = options;
    return new RemoteEndpoint({ endpoint: manifest.endpoint, timeoutMs, ...(hosts ? { hosts } : {}) });
  }
  const { threads, providers } = options;
  const { memoryMb } = manifest.resources;
  return new ModelProcess({ host: hostFile.path, file, threads, providers, timeoutMs, memoryMb });
}
