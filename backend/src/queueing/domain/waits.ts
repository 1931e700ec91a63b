import type { StudyGroup } from '@firstread/contract';
import { bitOf } from './groups.js';
import { eachOf, kaplanMeier, sizeOf, type Counted } from './kaplan-meier.js';
import type { Load } from './load.js';
import type { Readings } from './simulate.js';

export const QUANTILES = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Waits of some studies in minutes. What still waits at the end counts for as long as it has waited. */
export interface WaitSummary {
  studies: number;
  openAtEnd: number;
  /** Area below the curve of those still waiting (Kaplan and Meier), to the longest wait seen. */
  mean: number;
  /** Null where more than the rest still wait. */
  quantiles: Record<keyof typeof QUANTILES, number | null>;
  /** The longest wait so far. */
  max: number;
}

/** Undefined where there are no such studies. */
export function summarise(waits: Float64Array, openWaits: Float64Array): WaitSummary | undefined {
  return summariseCounted(eachOf(waits), eachOf(openWaits));
}

/** As `summarise`, of waits that were counted. */
export function summariseCounted(waits: Counted, openWaits: Counted): WaitSummary | undefined {
  const openAtEnd = sizeOf(openWaits);
  const studies = sizeOf(waits) + openAtEnd;
  if (studies === 0) return undefined;
  const quantiles: WaitSummary['quantiles'] = { p50: null, p75: null, p90: null, p95: null, p99: null };
  const sought = Object.entries(QUANTILES) as [keyof typeof QUANTILES, number][];
  let [mean, last, before, found] = [0, 0, 1, 0];
  for (const { at, surviving } of kaplanMeier(waits, openWaits)) {
    mean += before * (at - last);
    [last, before] = [at, surviving];
    for (let next = sought[found]; next && surviving <= 1 - next[1] + 1e-9; next = sought[found]) {
      quantiles[next[0]] = at;
      found += 1;
    }
  }
  const max = Math.max(last, openWaits.values.at(-1) ?? 0);
  mean += before * (max - last);
  return { studies, openAtEnd, mean, quantiles, max };
}

/**
 * Share that still waits after each of some times, the shortest first; null after the longest wait seen. Waits in any
 * unit, the same for all.
 */
export function stillWaiting(
  waits: readonly number[],
  openWaits: readonly number[],
  times: readonly number[],
): (number | null)[] {
  const [ended, open] = [eachOf(Float64Array.from(waits)), eachOf(Float64Array.from(openWaits))];
  const longest = Math.max(ended.values.at(-1) ?? -Infinity, open.values.at(-1) ?? -Infinity);
  const steps = [...kaplanMeier(ended, open)];
  let [still, next] = [1, 0];
  return times.map((time) => {
    for (let step = steps[next]; step && step.at <= time; step = steps[next]) {
      still = step.surviving;
      next += 1;
    }
    return time < longest || still < 1e-12 ? still : null;
  });
}

/** Waits of the studies of a group that could be read from `fromMinutes` on and before the end. */
export function waitsOf(
  load: Load,
  readings: Readings,
  belongs: (study: number) => boolean,
  fromMinutes = Number.NEGATIVE_INFINITY,
): WaitSummary | undefined {
  const closed: number[] = [];
  const open: number[] = [];
  readings.waitMinutes.forEach((wait, study) => {
    if (Number.isNaN(wait) || (load.readyMinutes[study] as number) < fromMinutes || !belongs(study)) return;
    (readings.open[study] ? open : closed).push(wait);
  });
  return summarise(Float64Array.from(closed), Float64Array.from(open));
}

export function memberOf(load: Load, group: StudyGroup): (study: number) => boolean {
  const bit = bitOf(group);
  return (study) => ((load.groups[study] as number) & bit) !== 0;
}
