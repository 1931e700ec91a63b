import { alertLevelSchema, type AlertLevel, type AlertSteps } from '@firstread/contract';
import { dueLevels, type DueLevels } from '../../messages/index.js';

/** Levels that are told by message; readers see alerts on the page from the start. */
export type ToldLevel = Exclude<AlertLevel, 'reader'>;

/** An alert as far as its escalation goes. */
export interface Escalating {
  level: AlertLevel;
  raisedAt: Date;
  /** Acknowledged, or over: nobody else is told. */
  settled: boolean;
}

/** Minutes that leave time to act before a suspected study is overdue; nobody is told until targets are entered. */
export const DEFAULT_STEPS: AlertSteps = {
  section: { afterMinutes: 15, targets: [] },
  onCall: { afterMinutes: 30, targets: [] },
  head: { afterMinutes: 45, targets: [] },
};

const LEVELS = alertLevelSchema.options;

/** Which levels are to be told at a time. A level that was told stays so, whatever the steps have become. */
export function escalationAt(alert: Escalating, steps: AlertSteps, now: Date): DueLevels<ToldLevel> {
  if (alert.settled) return { reached: [], dueAt: null };
  const left = LEVELS.slice(LEVELS.indexOf(alert.level) + 1) as ToldLevel[];
  const atOf = (level: ToldLevel): Date =>
    new Date(alert.raisedAt.getTime() + steps[level].afterMinutes * 60_000);
  return dueLevels(
    left.map((level) => ({ level, at: atOf(level) })),
    now,
  );
}
