import type { TensorManifest } from '@firstread/contract';
import type { ModelRunner, Tensor } from '../inference/index.js';

/** What verification needs of the machine it runs on. */
export interface VerificationTools {
  /** What runs the model, as the platform runs it; nothing starts yet. */
  open: (manifest: TensorManifest, file: string) => ModelRunner;
  /** Errors that an independent validator finds in a DICOM object; undefined where none is installed. */
  validate: (object: Uint8Array) => Promise<string[] | undefined>;
}

/** A tensor of zeros. */
export function zeros(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)) };
}
