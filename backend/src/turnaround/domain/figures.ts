import { FEWEST_INTERVALS_SHOWN, type TurnaroundGroup, type TurnaroundGroupBy } from '@firstread/contract';
import { summariseCounted } from '../../queueing/index.js';
import type { QuantileSketch } from './quantile-sketch.js';
import { takenTogether, type Cell } from './roll-up.js';
import { shiftOf, siteTime } from './site-time.js';
import type { Facets } from './timeline.js';

const QUANTILES = { median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
const NOTHING = { n: null, median: null, p75: null, p90: null, p95: null, p99: null, max: null } as const;

type TimeGroup = Extract<TurnaroundGroupBy, 'day' | 'hourOfWeek' | 'shift'>;

/** What the group follows from: an hour or a value; null where all are one group. */
export type KeyPart = Date | string | null;

export function keyPart(one: Facets & { hour: Date }, by: TurnaroundGroupBy): KeyPart {
  switch (by) {
    case 'none':
      return null;
    case 'day':
    case 'hourOfWeek':
    case 'shift':
    case 'load':
      return one.hour;
    case 'site':
    case 'modality':
    case 'orderClass':
    case 'aiState':
      return one[by];
  }
}

/** The name of a group; each hour is looked up in the calendar once. */
export function groupKeys(
  by: Exclude<TurnaroundGroupBy, 'load'>,
  timeZone: string,
): (part: KeyPart) => string {
  const hours = new Map<number, string>();
  return (part) => {
    if (!(part instanceof Date)) return part ?? 'all';
    const known = hours.get(part.getTime());
    if (known !== undefined) return known;
    const key = timeKeyOf(part, by as TimeGroup, timeZone);
    hours.set(part.getTime(), key);
    return key;
  };
}

function timeKeyOf(at: Date, by: TimeGroup, timeZone: string): string {
  const { day, weekday, hour } = siteTime(at, timeZone);
  if (by === 'day') return day;
  return by === 'shift' ? shiftOf(hour) : String(weekday * 24 + hour);
}

/** Figures of the cells of a group, and of what is still open in it: for how long so far. */
export function figuresOf(key: string, cells: readonly Cell[], openSeconds: QuantileSketch): TurnaroundGroup {
  const { n, fallbacks, excluded, maxSeconds, sketch } = takenTogether(cells);
  const max = maxSeconds ?? 0;
  const common = { key, excluded };
  if (n + openSeconds.size < FEWEST_INTERVALS_SHOWN)
    return { ...common, ...NOTHING, suppressed: true, fallbackShare: null, open: null, medianWithOpen: null };
  const withOpen = summariseCounted(sketch.counted(), openSeconds.counted());
  const open = { open: openSeconds.size, medianWithOpen: withOpen?.quantiles.p50 ?? null };
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
