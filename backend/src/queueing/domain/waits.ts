import type { StudyGroup } from '@firstread/contract';
import { bitOf } from './groups.js';
import { kaplanMeier } from './kaplan-meier.js';
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
  const studies = waits.length + openWaits.length;
  if (studies === 0) return undefined;
  waits.sort();
  openWaits.sort();
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
  const max = Math.max(last, openWaits.at(-1) ?? 0);
  mean += before * (max - last);
  return { studies, openAtEnd: openWaits.length, mean, quantiles, max };
}

/**
 * Share that still waits after each of some times, the shortest first (Kaplan and Meier, Journal of the American
 * Statistical Association 53, 1958); null after the longest wait seen. Waits in any unit, the same for all.
 */
export function stillWaiting(
  waits: readonly number[],
  openWaits: readonly number[],
  times: readonly number[],
): (number | null)[] {
  const steps = [
    ...waits.map((at) => ({ at, ended: true })),
    ...openWaits.map((at) => ({ at, ended: false })),
  ].sort((a, b) => a.at - b.at || Number(b.ended) - Number(a.ended));
  let [surviving, next] = [1, 0];
  return times.map((time) => {
    for (; next < steps.length && (steps[next]?.at ?? 0) <= time; next++)
      if (steps[next]?.ended) surviving *= 1 - 1 / (steps.length - next);
    return next < steps.length || surviving < 1e-12 ? surviving : null;
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
