'use client';
import { useCallback } from 'react';
import { Chart, type PlotPoint, type Token } from './chart';
import { nearestDay, timeChartOption, type TimeChart } from './time-chart-option';

/** Lines over days. */
export function TimeChart({
  chart,
  label,
  height = 176,
  dayLeadsTo,
}: {
  chart: TimeChart;
  label: string;
  height?: number;
  /** The page behind a day, which a click on it opens. */
  dayLeadsTo?: (day: string) => string;
}) {
  const option = useCallback((token: Token) => timeChartOption(chart, token), [chart]);
  const leadsTo =
    dayLeadsTo &&
    (({ x }: PlotPoint) => {
      const day = nearestDay(chart, x);
      return day === null ? null : dayLeadsTo(day);
    });
  return <Chart option={option} label={label} height={height} leadsTo={leadsTo} />;
}
