import type { TurnaroundChange, TurnaroundGroup } from '@firstread/contract';
import type { TimeChart } from '@/components/chart/time-chart-option';
import { t } from '@/lib/i18n';
import { marksOf } from './changes';
import { tickSeconds } from './ticks';
import { countText, durationText } from './words';

const LINES = [
  { id: 'median', colour: 'cyan', ribbon: false },
  { id: 'p90', colour: 'cyan-line', ribbon: true },
  { id: 'p95', colour: 'text-3', ribbon: true },
] as const;

/** Median, p90 and p95 over the days, and what changed meanwhile; days of few are gaps. */
export function ribbonOf(days: readonly TurnaroundGroup[], changes: readonly TurnaroundChange[]): TimeChart {
  const byDay = new Map(days.map((day) => [day.key, day]));
  return {
    format: durationText,
    tick: tickSeconds(Math.max(1, ...days.map(({ p95 }) => p95 ?? 0))),
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
    lines: LINES.map(({ id, colour, ribbon }) => ({
      name: t(`turnaround.${id}`),
      colour,
      kind: 'measured',
      ribbon,
      points: days.map((day) => [day.key, day[id]]),
    })),
    changes: marksOf(changes),
  };
}
