import type { EChartsCoreOption } from 'echarts/core';
import type { SurvivalCurve, TurnaroundFacet } from '@firstread/contract';
import type { PlotPoint, Token } from '@/components/chart/chart';
import { t } from '@/lib/i18n';
import { tickSeconds } from './ticks';
import { durationText, groupName, shareText } from './words';

const FONT = 10.5;
/** The axis ends where so few are left of every group, or the last one ended: what lasts longest would press all else to the left. */
const SHOWN_TO = 0.02;
/** Of an axis: how near to a curve a click is on it. */
const REACH = 0.02;
const DASHES = ['solid', [6, 3], [2, 2], [10, 3, 2, 3]] as const;

/** After how long the table says what share is left, in seconds. */
export const MARKS = [60, 900, 3600, 14_400, 86_400] as const;

/** What share is left after so long; null where the curve does not go so far. */
export function shareAfter({ steps, lastSeconds }: SurvivalCurve, seconds: number): number | null {
  const left = steps.findLast((step) => step.seconds <= seconds)?.share ?? 1;
  return left > 0 && seconds > (lastSeconds ?? 0) ? null : left;
}

/** Seconds between ticks, and where the axis ends. */
export function axisOf(curves: readonly SurvivalCurve[]): { interval: number; max: number } {
  const ends = curves.map(
    ({ steps }) => steps.find(({ share }) => share <= SHOWN_TO)?.seconds ?? steps.at(-1)?.seconds ?? 0,
  );
  const longest = Math.max(1, ...ends);
  const interval = tickSeconds(longest);
  return { interval, max: Math.ceil(longest / interval) * interval };
}

function pointsOf({ steps, lastSeconds }: SurvivalCurve): [number, number][] {
  const last = steps.at(-1)?.share ?? 1;
  return [
    [0, 1],
    ...steps.map(({ seconds, share }): [number, number] => [seconds, share]),
    [lastSeconds ?? 0, last],
  ];
}

function drawnOf(all: readonly SurvivalCurve[]): SurvivalCurve[] {
  return all.filter(({ suppressed }) => !suppressed).slice(0, 8);
}

function describeAfter(curves: readonly SurvivalCurve[], by: TurnaroundFacet, seconds: number): string {
  const shares = curves.map(
    (curve) => `${groupName(by, curve.key)} ${shareText(shareAfter(curve, seconds))}`,
  );
  return [
    t('turnaround.survival.after', { time: durationText(seconds) }),
    ...shares,
    t('turnaround.survival.click'),
  ].join('\n');
}

/** The group whose curve passes nearest to a point of the plot; null where none is near. */
export function curveNear(all: readonly SurvivalCurve[], { x, y }: PlotPoint): string | null {
  const reach = axisOf(drawnOf(all)).max * REACH;
  const away = (curve: SurvivalCurve): number => {
    const [before, after] = [shareAfter(curve, Math.max(0, x - reach)), shareAfter(curve, x + reach)];
    if (before === null) return Infinity;
    return Math.max(0, y - before, (after ?? before) - y);
  };
  const [nearest] = drawnOf(all)
    .map((curve) => ({ key: curve.key, distance: away(curve) }))
    .filter(({ distance }) => distance <= REACH)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.key ?? null;
}

/** Steps from all to none, one line for each group; groups of few have none. */
export function survivalOption(all: readonly SurvivalCurve[], by: TurnaroundFacet) {
  const curves = drawnOf(all);
  const { interval, max } = axisOf(curves);
  return (token: Token): EChartsCoreOption => {
    const text = { color: token('text-3'), fontSize: FONT };
    return {
      animation: false,
      grid: { left: 8, right: 24, top: 30, bottom: 4 },
      legend: {
        type: 'scroll',
        top: 0,
        left: 0,
        itemGap: 16,
        itemWidth: 22,
        itemHeight: 2,
        textStyle: text,
        selectedMode: false,
      },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: token('surface-3'),
        borderColor: token('line-strong'),
        textStyle: { color: token('text-1'), fontSize: 11 },
        formatter: ([first]: { axisValue: number }[]) =>
          first ? describeAfter(curves, by, first.axisValue) : '',
      },
      xAxis: {
        type: 'value',
        min: 0,
        max,
        interval,
        axisLabel: { ...text, formatter: durationText, hideOverlap: true },
        axisLine: { lineStyle: { color: token('line-strong') } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { ...text, formatter: shareText },
        splitLine: { lineStyle: { color: token('line') } },
      },
      series: curves.map((curve, at) => ({
        name: groupName(by, curve.key),
        type: 'line',
        step: 'end',
        color: token(`chart-${at + 1}`),
        lineStyle: { width: 1.5, type: DASHES[at % DASHES.length] },
        symbol: 'none',
        emphasis: { disabled: true },
        data: pointsOf(curve),
      })),
    };
  };
}
