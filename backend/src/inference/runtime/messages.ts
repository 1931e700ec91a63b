import type { Tensor } from '../postprocess/tensor.js';

/** Parent to model process. */
export interface RunRequest {
  id: number;
  feeds: Record<string, Tensor>;
  outputs: string[];
}

/** Model process to parent. `ready` comes once, when the session is loaded. */
export type ModelReply =
  | { kind: 'ready'; inputs: readonly string[]; outputs: readonly string[] }
  | {
      kind: 'result';
      id: number;
      outputs: Record<string, Tensor>;
      milliseconds: number;
      /** Resident memory of the process, in bytes. */
      memory: number;
    }
  | { kind: 'error'; id: number; message: string };
