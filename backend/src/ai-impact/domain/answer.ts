import type { AiImpact, AiImpactAnswer, ImpactProgress } from '@firstread/contract';

/** Nothing younger than this is made anew: a log in use always moves. */
const ANEW_AFTER_MS = 10 * 60_000;

/** A step of the making itself. */
export type ImpactStep = Exclude<ImpactProgress, { step: 'inLine' }>;

/** What is kept of one question. */
export interface StoredAnswer {
  /** Null where there is none, or none that this version can read. */
  impact: AiImpact | null;
  /** How far the log had come when it was read. */
  mark: string | null;
  madeAt: Date | null;
  /** Null where none is being made. */
  progress: ImpactProgress | null;
  /** Nobody waits for what is being made: it is what is usually asked for. */
  ahead: boolean;
  /** Why the last making came to nothing. */
  problem: string | null;
  askedAt: Date;
}

/** Whether it is to be made, or made for somebody who waits. What came to nothing is so when it is asked for again. */
export function answerIsDue(stored: StoredAnswer, mark: string, now: Date): boolean {
  const { impact, madeAt, progress, ahead, problem } = stored;
  if (progress) return ahead && progress.step === 'inLine';
  if (problem !== null) return false;
  const age = now.getTime() - (madeAt?.getTime() ?? 0);
  return impact === null || (stored.mark !== mark && age >= ANEW_AFTER_MS);
}

export function answerOf({ impact, progress, problem }: StoredAnswer): AiImpactAnswer {
  if (impact) return { state: 'kept', impact, progress, problem };
  if (progress) return { state: 'making', progress };
  return { state: 'failed', problem: problem ?? 'There is no answer.' };
}
