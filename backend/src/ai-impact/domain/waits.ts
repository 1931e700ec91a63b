import { impactStateSchema, type ImpactState, type ImpactWait } from '@firstread/contract';
import {
  effectiveUtilisation,
  known,
  refused,
  stillWaiting,
  summarise,
  tooFew,
  type Answer,
} from '../../queueing/index.js';
import type { LoggedReading } from '../../turnaround/index.js';
import type { ShownRun } from '../../governance/index.js';
import { hasResult, MINUTE_MS, runsOfModel, waitMinutes, type ImpactLog, type ModelKey } from './readings.js';

const FEWEST_SHOWN = 5;
const CURVE_POINTS = 48;

export interface ImpactWaits {
  curveMinutes: number[];
  waits: { state: ImpactState; wait: Answer<ImpactWait> }[];
  effectiveUtilisation: Answer<number>;
}

/** Waits as they were, by what the model said; what still waits is censored at `now`. */
export function impactWaits(log: ImpactLog, model: ModelKey): ImpactWaits {
  const runs = runsOfModel(log, model);
  const groups = new Map(impactStateSchema.options.map((state) => [state, [] as LoggedReading[]]));
  for (const reading of log.readings) groups.get(stateOf(runs.get(reading.studyUid)))?.push(reading);
  const curveMinutes = curveOf(log.readings);
  const waits = [...groups].map(([state, of]) => ({ state, wait: waitOf(of, log.now, curveMinutes) }));
  const ofState = (state: ImpactState) => waits.find((one) => one.state === state)?.wait;
  return {
    curveMinutes,
    waits,
    effectiveUtilisation: effective(ofState('flagged'), ofState('notFlagged')),
  };
}

function stateOf(run: ShownRun | undefined): ImpactState {
  if (!run) return 'notEligible';
  if (!hasResult(run)) return 'noResult';
  return run.state === 'flagged' ? 'flagged' : 'notFlagged';
}

function waitOf(
  readings: readonly LoggedReading[],
  now: Date,
  curveMinutes: readonly number[],
): Answer<ImpactWait> {
  const few = tooFew(readings.length, 'studies of this kind', FEWEST_SHOWN);
  if (few) return refused(few);
  const ended = readings.flatMap((one) => waitMinutes(one) ?? []);
  const open = readings
    .filter(({ openedAt }) => openedAt === null)
    .map(({ readyAt }) => Math.max(0, now.getTime() - readyAt.getTime()) / MINUTE_MS);
  const summary = summarise(Float64Array.from(ended), Float64Array.from(open));
  return known({
    studies: readings.length,
    open: open.length,
    meanMinutes: summary?.mean ?? 0,
    p50Minutes: summary?.quantiles.p50 ?? null,
    p90Minutes: summary?.quantiles.p90 ?? null,
    p99Minutes: summary?.quantiles.p99 ?? null,
    stillWaiting: stillWaiting(ended, open, curveMinutes),
  });
}

/** From nought to where 98 of 100 opened studies had been opened. */
function curveOf(readings: readonly LoggedReading[]): number[] {
  const waits = readings.flatMap((one) => waitMinutes(one) ?? []).sort((a, b) => a - b);
  const last = waits[Math.floor(waits.length * 0.98)] ?? 0;
  const step = Math.max(1, Math.ceil(last / CURVE_POINTS));
  return Array.from({ length: CURVE_POINTS + 1 }, (_, at) => at * step);
}

function effective(
  flagged: Answer<ImpactWait> | undefined,
  notFlagged: Answer<ImpactWait> | undefined,
): Answer<number> {
  for (const [wait, what] of [
    [flagged, 'flagged studies'],
    [notFlagged, 'studies without a flag'],
  ] as const) {
    const few = tooFew(wait?.known ? wait.value.studies : 0, what);
    if (few) return refused(few);
  }
  return flagged?.known && notFlagged?.known
    ? effectiveUtilisation(flagged.value.meanMinutes, notFlagged.value.meanMinutes)
    : refused({ code: 'nothingToCompare', reason: 'There is nothing to compare.' });
}
