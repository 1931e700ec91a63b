import type { EChartsCoreOption } from 'echarts/core';
import type { Token } from '@/components/chart/chart';
import { minutes } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { type WaitRow } from './waits';

const FONT = 10.5;

export function chartHeight(rows: readonly WaitRow[]): number {
  return 60 + rows.length * 34;
}

/** Mean waits of each group, before and after, side by side. */
export function waitChartOption(rows: readonly WaitRow[], beforeName: string) {
  return (token: Token): EChartsCoreOption => {
    const text = { color: token('text-3'), fontSize: FONT };
    const bar = (name: string, colour: string, of: 'before' | 'after') => ({
      name,
      type: 'bar',
      barMaxWidth: 10,
      color: token(colour),
      emphasis: { disabled: true },
      label: {
        show: true,
        position: 'right',
        ...text,
        formatter: ({ value }: { value: number | null }) => minutes(value),
      },
      data: rows.map((row) => row[of]?.meanMinutes.value ?? null),
    });
    return {
      animation: false,
      grid: { left: 150, right: 44, top: 26, bottom: 4 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: text, selectedMode: false },
      xAxis: {
        type: 'value',
        axisLabel: { ...text, hideOverlap: true },
        splitLine: { lineStyle: { color: token('line') } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ name }) => name),
        axisLabel: { ...text, width: 130, overflow: 'truncate' },
        axisLine: { lineStyle: { color: token('line-strong') } },
        axisTick: { show: false },
      },
      series: [bar(beforeName, 'text-3', 'before'), bar(t('whatIf.whatIf'), 'cyan', 'after')],
    };
  };
}
