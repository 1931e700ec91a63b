import type { TensorManifest } from '@firstread/contract';
import { runnerOf, type ModelRunner, type RunnerOptions } from '../inference/index.js';
import type { VerificationTools } from './model-under-test.js';

const LONGEST_MS = 600_000;

/** As on a machine where nothing is set. */
const USUAL: RunnerOptions = { threads: 2, providers: ['cpu'], timeoutMs: LONGEST_MS };

/** Opens models as the platform runs them: each in a process of its own, or at its endpoint. */
export function openWith(options: Partial<RunnerOptions> = {}): VerificationTools['open'] {
  return (manifest: TensorManifest, file: string): ModelRunner =>
    runnerOf({ manifest, file }, { ...USUAL, ...options });
}
