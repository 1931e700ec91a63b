import type { TensorManifest } from '@firstread/contract';
import { openModel } from '../inference/index.js';
import type { ModelUnderTest } from './model-under-test.js';

/** Starts the model as the platform runs it: a process of its own, or the remote endpoint. */
export function openUnderTest(manifest: TensorManifest, file: string): Promise<ModelUnderTest> {
  return Promise.resolve(openModel({ manifest, file }));
}
