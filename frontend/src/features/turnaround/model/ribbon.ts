import type { OrderClass, TurnaroundChange, TurnaroundGroup } from '@firstread/contract';
import type { TimeChart, TimeLine } from '@/components/chart/time-chart-option';
import { t } from '@/lib/i18n';
import { marksOf } from './changes';
import { isDrawn, type Targets } from './target';
import { tickSeconds } from './ticks';
import { countText, durationText } from './words';

const LINES = [
  { id: 'median', colour: 'cyan', ribbon: false },
  { id: 'p90', colour: 'cyan-line', ribbon: true },
  { id: 'p95', colour: 'text-3', ribbon: true },
] as const;

type Days = readonly TurnaroundGroup[];

/** Median, p90 and p95 over the days, what changed meanwhile, and the target; days of few are gaps. */
export function ribbonOf(
  days: Days,
  changes: readonly TurnaroundChange[],
  target: TimeLine | null = null,
): TimeChart {
  const byDay = new Map(days.map((day) => [day.key, day]));
  return {
    format: durationText,
    tick: tickSeconds(
      Math.max(longestOf(days), ...(target?.points ?? []).map(([, seconds]) => seconds ?? 0)),
    ),
    describe: (name) => {
      const day = byDay.get(name);
      if (!day) return name;
      return t('turnaround.ribbon.day', {
        day: name,
        median: durationText(day.median),
        p90: durationText(day.p90),
        p95: durationText(day.p95),
        n: countText(day.n),
        open: countText(day.open),
      });
    },
    lines: [
      ...LINES.map(({ id, colour, ribbon }): TimeLine => ({
        name: t(`turnaround.${id}`),
        colour,
        kind: 'measured',
        ribbon,
        points: days.map((day) => [day.key, day[id]]),
      })),
      ...(target ? [target] : []),
    ],
    changes: marksOf(changes),
  };
}

/** The target of a class on each of the days; `above` where none of it can be drawn on their scale. */
export function targetLineOf(
  days: Days,
  targets: Targets | null,
  orderClass: OrderClass | undefined,
): TimeLine | 'above' | null {
  if (!targets || !orderClass || days.every(({ p95 }) => p95 === null)) return null;
  const points = days.map(({ key }) => [key, targets.on(orderClass, key)] as const);
  const values = [...new Set(points.flatMap(([, seconds]) => seconds ?? []))];
  if (values.length === 0) return null;
  if (!values.every((seconds) => isDrawn(seconds, longestOf(days)))) return 'above';
  const name = { class: t(`order.${orderClass}`), time: durationText(values[0] ?? null) };
  return {
    name: t(values.length === 1 ? 'turnaround.target.one' : 'turnaround.target', name),
    colour: 'amber',
    kind: 'limit',
    points,
  };
}

function longestOf(days: Days): number {
  return Math.max(1, ...days.map(({ p95 }) => p95 ?? 0));
}
