'use client';
import { useCallback } from 'react';
import { Chart, type Token } from './chart';
import { timeChartOption, type TimeChart } from './time-chart-option';

/** Lines over days. */
export function TimeChart({
  chart,
  label,
  height = 176,
}: {
  chart: TimeChart;
  label: string;
  height?: number;
}) {
  const option = useCallback((token: Token) => timeChartOption(chart, token), [chart]);
  return <Chart option={option} label={label} height={height} />;
}
