import type { Tensor } from '../postprocess/tensor.js';

export interface ModelRun {
  outputs: Record<string, Tensor>;
  /** Time inside the runtime of the model, or of the whole call where that is not known. */
  milliseconds: number;
}

/** The platform ended the runner: nothing is known of the model. */
export class RunnerStopped extends Error {
  constructor() {
    super('The model process is stopping');
  }
}

/** What runs the tensors of one model version: a process of its own, or an endpoint elsewhere. */
export interface ModelRunner {
  /** Gets ready ahead of the first run. Throws where it cannot. */
  start: () => Promise<void>;
  run: (feeds: Record<string, Tensor>, outputs: string[]) => Promise<ModelRun>;
  /** Most resident memory so far, in MiB; null where nobody can tell. */
  peakMemoryMb: () => Promise<number | null>;
  stop: () => void;
}
