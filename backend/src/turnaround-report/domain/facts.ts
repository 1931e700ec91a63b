import type { Stage, StageId, TurnaroundChange, TurnaroundFacet, TurnaroundGroup } from '@firstread/contract';
import type { Period } from './due.js';

/** What a report says of one stage. */
export interface StageFacts {
  stage: Stage;
  /** All together first, then by groups. */
  rows: Row[];
  days: TurnaroundGroup[];
}

/** A group in the period, and in the period before; undefined where nothing of it began. */
export interface Row {
  /** Null: all together. */
  key: string | null;
  now: TurnaroundGroup | undefined;
  before: TurnaroundGroup | undefined;
}

export interface ReportFacts {
  title: string;
  site: string;
  timeZone: string;
  period: Period;
  before: Period;
  owner: string;
  made: Date;
  /** What of the studies it is of, in words. */
  selection: string;
  groupBy: TurnaroundFacet;
  stages: StageFacts[];
  changes: TurnaroundChange[];
  /** Events have come that the figures do not hold yet. */
  pending: boolean;
  relativeError: number;
  url: string | null;
}

/** In every report, after the stage of the dashboard. */
const ALWAYS: readonly StageId[] = [
  'wait',
  'read',
  'reportTurnaround',
  'finalTurnaround',
  'aiLatency',
  'criticalClosure',
];

export function stagesOf(first: StageId): StageId[] {
  return [...new Set([first, ...ALWAYS])];
}

/** Groups of both periods beside each other, in the order of the later one, those that are gone last. */
export function rowsOf(now: readonly TurnaroundGroup[], before: readonly TurnaroundGroup[]): Row[] {
  const keys = new Set([...now, ...before].map(({ key }) => key));
  const of = (groups: readonly TurnaroundGroup[], key: string) => groups.find((one) => one.key === key);
  return [...keys].map((key) => ({ key, now: of(now, key), before: of(before, key) }));
}
