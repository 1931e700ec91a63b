import type { StudyGroup } from '@firstread/contract';
import { bitOf } from './groups.js';
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

/** Different values in order, and how often there is each. */
export interface Counted {
  values: Float64Array;
  counts: Float64Array;
}

/** Undefined where there are no such studies. */
export function summarise(waits: Float64Array, openWaits: Float64Array): WaitSummary | undefined {
  const each = (values: Float64Array) => ({
    values: values.sort(),
    counts: new Float64Array(values.length).fill(1),
  });
  return summariseCounted(each(waits), each(openWaits));
}

/** As `summarise`; the same value may also come in several entries. */
export function summariseCounted(waits: Counted, openWaits: Counted): WaitSummary | undefined {
  const openAtEnd = sum(openWaits.counts);
  const studies = sum(waits.counts) + openAtEnd;
  if (studies === 0) return undefined;
  const quantiles: WaitSummary['quantiles'] = { p50: null, p75: null, p90: null, p95: null, p99: null };
  const sought = Object.entries(QUANTILES) as [keyof typeof QUANTILES, number][];
  let [mean, last, surviving, atRisk, open, found] = [0, 0, 1, studies, 0, 0];
  const advance = (to: number, many: number) => {
    mean += surviving * (to - last);
    last = to;
    atRisk -= many;
  };
  const advanceOpen = () => {
    advance(openWaits.values[open] as number, openWaits.counts[open] as number);
    open += 1;
  };
  waits.values.forEach((wait, place) => {
    while (open < openWaits.values.length && (openWaits.values[open] as number) < wait) advanceOpen();
    const before = atRisk;
    advance(wait, waits.counts[place] as number);
    surviving *= atRisk / before;
    for (let next = sought[found]; next && surviving <= 1 - next[1] + 1e-9; next = sought[found]) {
      quantiles[next[0]] = wait;
      found += 1;
    }
  });
  while (open < openWaits.values.length) advanceOpen();
  return { studies, openAtEnd, mean, quantiles, max: last };
}

function sum(counts: Float64Array): number {
  return counts.reduce((all, one) => all + one, 0);
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
