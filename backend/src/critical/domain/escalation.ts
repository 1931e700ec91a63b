import { criticalToldSchema, type CriticalSteps, type CriticalTold } from '@firstread/contract';
import { dueLevels, type DueLevels } from '../../messages/index.js';

export type CriticalToldLevel = Exclude<CriticalTold, 'nobody'>;

/** A critical result as far as its escalation goes. */
export interface Escalating {
  told: CriticalTold;
  identifiedAt: Date;
  dueAt: Date;
  /** Until then it can be undone, and nothing leaves the house. */
  undoUntil: Date;
  /** Received, or withdrawn: nobody else is told. */
  settled: boolean;
}

const LEVELS = criticalToldSchema.options;

/** Which levels are to be told at a time: each at its part of the time limit, which runs from the finding. */
export function escalationAt(
  result: Escalating,
  steps: CriticalSteps,
  now: Date,
): DueLevels<CriticalToldLevel> {
  if (result.settled) return { reached: [], dueAt: null };
  const left = LEVELS.slice(LEVELS.indexOf(result.told) + 1) as CriticalToldLevel[];
  const [from, limit] = [
    result.identifiedAt.getTime(),
    result.dueAt.getTime() - result.identifiedAt.getTime(),
  ];
  const atOf = (level: CriticalToldLevel): Date =>
    new Date(Math.max(from + (limit * steps[level].percent) / 100, result.undoUntil.getTime()));
  return dueLevels(
    left.map((level) => ({ level, at: atOf(level) })),
    now,
  );
}
