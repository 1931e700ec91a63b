import type { TensorManifest } from '@firstread/contract';
import { tensorsRead, type ModelRunner } from '../../inference/index.js';
import { inputShape } from '../domain/graph-problems.js';
import { zeros } from '../model-under-test.js';

/** Stands for a size that the manifest leaves to the images. */
const USUAL_SIZE = 512;

/**
 * Runs one full batch and holds it against the limits that the manifest declares. Throws an Error with a sentence
 * where one is passed.
 */
export async function checkLimits(manifest: TensorManifest, model: ModelRunner): Promise<string> {
  const dims = inputShape(manifest).map((dim) => dim ?? USUAL_SIZE);
  const started = performance.now();
  await model.run({ [manifest.input.tensor]: zeros(dims) }, tensorsRead(manifest));
  const milliseconds = Math.round(performance.now() - started);
  const memory = await model.peakMemoryMb();
  const { timeoutMs, memoryMb } = manifest.resources;
  if (milliseconds > timeoutMs)
    throw new Error(`one batch took ${milliseconds} ms; resources.timeoutMs allows ${timeoutMs}`);
  if (memory !== null && memory > memoryMb)
    throw new Error(`the process reached ${Math.round(memory)} MiB; resources.memoryMb allows ${memoryMb}`);
  const used = memory === null ? '' : `, ${Math.round(memory)} of ${memoryMb} MiB`;
  return `a batch of ${dims.join(' × ')} in ${milliseconds} of ${timeoutMs} ms${used}`;
}
