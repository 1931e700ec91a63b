import type { TensorHeader } from './tensor-file.js';

/** Descriptor of the file that tensors cross by, in a model process. */
export const TENSOR_DESCRIPTOR = 4;

/** Parent to model process; the bytes of the feeds lie in the file of tensors. */
export interface RunRequest {
  id: number;
  feeds: TensorHeader[];
  outputs: string[];
}

/** Model process to parent. `ready` comes once, when the session is loaded. */
export type ModelReply =
  | { kind: 'ready'; inputs: readonly string[]; outputs: readonly string[] }
  | {
      kind: 'result';
      id: number;
      /** Their bytes lie in the file of tensors. */
      outputs: TensorHeader[];
      milliseconds: number;
      /** Resident memory of the process, in bytes. */
      memory: number;
    }
  | { kind: 'error'; id: number; message: string };
