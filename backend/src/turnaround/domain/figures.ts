import {
  FEWEST_INTERVALS_SHOWN,
  type IntervalExclusion,
  type TurnaroundGroup,
  type TurnaroundGroupBy,
} from '@firstread/contract';
import { summarise } from '../../queueing/index.js';
import { QuantileSketch } from './quantile-sketch.js';
import type { Cell } from './roll-up.js';
import { shiftOf, siteTime } from './site-time.js';
import type { Facets } from './timeline.js';

const QUANTILES = { median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
const NOTHING = { n: null, median: null, p75: null, p90: null, p95: null, p99: null, max: null } as const;

type Placed = Facets & { hour: Date };

/** Which group a cell or an open interval belongs to. */
export function groupKeyOf(one: Placed, by: Exclude<TurnaroundGroupBy, 'load'>, timeZone: string): string {
  switch (by) {
    case 'none':
      return 'all';
    case 'day':
      return siteTime(one.hour, timeZone).day;
    case 'hourOfWeek': {
      const { weekday, hour } = siteTime(one.hour, timeZone);
      return String(weekday * 24 + hour);
    }
    case 'shift':
      return shiftOf(siteTime(one.hour, timeZone).hour);
    case 'site':
    case 'modality':
    case 'orderClass':
    case 'aiState':
      return one[by];
  }
}

/** Figures of the cells of a group, and of what is still open in it: for how long, in seconds. */
export function figuresOf(
  key: string,
  cells: readonly Cell[],
  openSeconds: readonly number[],
): TurnaroundGroup {
  const sketch = new QuantileSketch();
  let [n, fallbacks, max] = [0, 0, 0];
  const excluded: Partial<Record<IntervalExclusion, number>> = {};
  for (const cell of cells) {
    sketch.merge(cell.sketch);
    n += cell.n;
    fallbacks += cell.fallbacks;
    max = Math.max(max, cell.maxSeconds ?? 0);
    for (const [reason, count] of Object.entries(cell.excluded) as [IntervalExclusion, number][])
      excluded[reason] = (excluded[reason] ?? 0) + count;
  }
  const common = { key, excluded };
  if (n + openSeconds.length < FEWEST_INTERVALS_SHOWN)
    return { ...common, ...NOTHING, suppressed: true, fallbackShare: null, open: null, medianWithOpen: null };
  const withOpen = summarise(Float64Array.from(sketch.values()), Float64Array.from(openSeconds));
  const open = { open: openSeconds.length, medianWithOpen: withOpen?.quantiles.p50 ?? null };
  if (n < FEWEST_INTERVALS_SHOWN)
    return { ...common, ...NOTHING, ...open, suppressed: true, fallbackShare: null };
  const quantile = (share: number) => Math.min(max, sketch.quantile(share) as number);
  return {
    ...common,
    ...open,
    suppressed: false,
    n,
    median: quantile(QUANTILES.median),
    p75: quantile(QUANTILES.p75),
    p90: quantile(QUANTILES.p90),
    p95: quantile(QUANTILES.p95),
    p99: quantile(QUANTILES.p99),
    max,
    fallbackShare: fallbacks / n,
  };
}
