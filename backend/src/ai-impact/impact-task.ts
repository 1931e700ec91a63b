import type { AiImpact } from '@firstread/contract';
import type { ReplayInput } from '../queueing/index.js';
import type { ImpactStep } from './domain/answer.js';
import type { WantedLog } from './impact-log.js';

/** What a thread is started with. */
export interface ImpactTask {
  /** Of the connection that the thread opens for itself. */
  databaseUrl: string;
  wanted: WantedLog;
  /** By which the log is replayed. */
  order: ReplayInput['order'];
  /** Of the bootstrap: the same log gives the same intervals. */
  seed: string;
}

/** What follows from the log alone. */
export type ImpactFigures = Omit<AiImpact, 'at' | 'name'>;

/** What it says: each step when it begins, the figures at the end. */
export type ImpactMessage = { kind: 'step'; step: ImpactStep } | { kind: 'made'; figures: ImpactFigures };
