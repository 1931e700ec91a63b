import type { IntervalExclusion, StageId } from '@firstread/contract';
import { groupBy } from '../../platform/index.js';
import { QuantileSketch } from './quantile-sketch.js';
import type { Facets } from './timeline.js';

/** What of an interval is counted. */
export interface CountedInterval extends Facets {
  stage: StageId;
  /** When the hour began that it is placed in. */
  hour: Date;
  /** Null while it is open, and where it is excluded. */
  seconds: number | null;
  fallback: boolean;
  excluded: IntervalExclusion | null;
}

/** Intervals counted. Open ones are not in it: their age changes by itself. */
export interface Count {
  n: number;
  fallbacks: number;
  excluded: Partial<Record<IntervalExclusion, number>>;
  maxSeconds: number | null;
  sketch: QuantileSketch;
}

/** One hour of one stage and kind of study. */
export interface Cell extends Facets, Count {
  stage: StageId;
  hour: Date;
}

export function rollUp(intervals: readonly CountedInterval[]): Cell[] {
  return [...groupBy(intervals, keyOf).values()].flatMap((group) => {
    const cell = cellOf(group);
    return cell.n > 0 || Object.keys(cell.excluded).length > 0 ? [cell] : [];
  });
}

/** What several cells hold together. */
export function takenTogether(cells: readonly Count[]): Count {
  const excluded: Count['excluded'] = {};
  let [n, fallbacks] = [0, 0];
  let maxSeconds: number | null = null;
  for (const cell of cells) {
    n += cell.n;
    fallbacks += cell.fallbacks;
    if (cell.maxSeconds !== null) maxSeconds = Math.max(maxSeconds ?? 0, cell.maxSeconds);
    for (const [reason, count] of Object.entries(cell.excluded) as [IntervalExclusion, number][])
      excluded[reason] = (excluded[reason] ?? 0) + count;
  }
  const [first] = cells;
  const alone = cells.length === 1 && first !== undefined;
  const sketch = alone ? first.sketch : QuantileSketch.together(cells.map((cell) => cell.sketch));
  return { n, fallbacks, excluded, maxSeconds, sketch };
}

function keyOf({ hour, site, modality, orderClass, aiState, stage }: CountedInterval): string {
  return [hour.getTime(), site, modality, orderClass, aiState, stage].join('\n');
}

function cellOf(group: readonly CountedInterval[]): Cell {
  const { hour, site, modality, orderClass, aiState, stage } = group[0] as CountedInterval;
  const ended = group.filter((one): one is CountedInterval & { seconds: number } => one.seconds !== null);
  return {
    hour,
    site,
    modality,
    orderClass,
    aiState,
    stage,
    n: ended.length,
    fallbacks: ended.filter(({ fallback }) => fallback).length,
    excluded: exclusionsOf(group),
    maxSeconds: ended.length === 0 ? null : ended.reduce((most, { seconds }) => Math.max(most, seconds), 0),
    sketch: QuantileSketch.of(ended.map(({ seconds }) => seconds)),
  };
}

function exclusionsOf(group: readonly CountedInterval[]): Cell['excluded'] {
  const counts: Cell['excluded'] = {};
  for (const { excluded } of group) if (excluded) counts[excluded] = (counts[excluded] ?? 0) + 1;
  return counts;
}
