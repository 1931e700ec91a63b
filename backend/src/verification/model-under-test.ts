import type { TensorManifest } from '@firstread/contract';
import type { Tensor, TensorRunner } from '../inference/index.js';

/** A model that is being verified: started for it, and ended after it. */
export interface ModelUnderTest {
  run: TensorRunner;
  /** Most resident memory seen so far, in MiB; null where nobody can tell (a remote endpoint). */
  peakMemoryMb: () => Promise<number | null>;
  close: () => void;
}

/** What verification needs of the machine it runs on. */
export interface VerificationTools {
  /** Starts the model as the platform runs it. */
  open: (manifest: TensorManifest, file: string) => Promise<ModelUnderTest>;
  /** Errors that an independent validator finds in a DICOM object; undefined where none is installed. */
  validate: (object: Uint8Array) => Promise<string[] | undefined>;
}

/** A tensor of zeros. */
export function zeros(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)) };
}
