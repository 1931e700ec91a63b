import type { ImpactReplayState } from '@firstread/contract';
import type { ReplayInput } from '../queueing/index.js';

/** What a thread is started with. */
export interface ReplayTask {
  input: ReplayInput;
  /** Of the bootstrap: the same log gives the same intervals. */
  seed: string;
}

/** What it says: progress after each arm, the answer at the end. */
export type ReplayMessage = Exclude<ImpactReplayState, { state: 'failed' }>;
