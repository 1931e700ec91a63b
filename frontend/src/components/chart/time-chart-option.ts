import type { EChartsCoreOption } from 'echarts/core';

export interface TimeLine {
  name: string;
  /** A colour of the page. */
  colour: 'cyan' | 'amber' | 'text-2' | 'text-3' | 'line-strong';
  /** `limit` is a quiet dashed line without points. */
  kind: 'measured' | 'limit';
  /** YYYY-MM-DD and value; null is a gap. */
  points: readonly (readonly [day: string, value: number | null])[];
  /** Days whose point stands out. */
  remarkable?: ReadonlySet<string>;
}

export interface TimeChart {
  lines: readonly TimeLine[];
  /** Thresholds, each with its name. */
  marks?: readonly { name: string; value: number }[];
  format: (value: number) => string;
  /** The words for a day: everything that the lines show of it. */
  describe: (day: string) => string;
}

const FONT = 10.5;

/** What ECharts draws; `token` gives the value of a colour of the page. */
export function timeChartOption(
  { lines, marks = [], format, describe }: TimeChart,
  token: (name: string) => string,
): EChartsCoreOption {
  const text = { color: token('text-3'), fontSize: FONT };
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 8, right: 12, top: 26, bottom: 4 },
    legend: {
      top: 0,
      left: 0,
      itemGap: 20,
      itemWidth: 14,
      itemHeight: 8,
      textStyle: text,
      selectedMode: false,
    },
    // Drawn, not written into the page as HTML.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: token('surface-3'),
      borderColor: token('line-strong'),
      textStyle: { color: token('text-1'), fontSize: 11 },
      formatter: ([first]: { value: [string, number] }[]) => (first ? describe(first.value[0]) : ''),
    },
    xAxis: {
      type: 'time',
      minInterval: 86_400_000,
      axisLabel: { ...text, hideOverlap: true, formatter: '{MM}-{dd}' },
      axisLine: { lineStyle: { color: token('line-strong') } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: ({ max }: { max: number }) => Math.max(max, ...marks.map(({ value }) => value)) * 1.08 || 1,
      axisLabel: { ...text, formatter: format, showMaxLabel: false },
      splitLine: { lineStyle: { color: token('line') } },
    },
    series: lines.map((line, at) => ({
      name: line.name,
      type: 'line',
      color: token(line.colour),
      lineStyle: line.kind === 'limit' ? { width: 1, type: 'dashed' } : { width: 1.5 },
      showSymbol: line.kind === 'measured',
      symbol: 'circle',
      emphasis: { disabled: true },
      data: line.points.map(([day, value]) => ({
        value: [day, value],
        ...(line.remarkable?.has(day)
          ? { symbol: 'diamond', symbolSize: 9, itemStyle: { color: token('amber') } }
          : { symbolSize: 4 }),
      })),
      ...(at === 0 && marks.length > 0 ? { markLine: thresholds(marks, token, text) } : {}),
    })),
  };
}

function thresholds(
  marks: readonly { name: string; value: number }[],
  token: (name: string) => string,
  text: object,
): object {
  return {
    symbol: 'none',
    silent: true,
    lineStyle: { color: token('text-3'), type: 'dotted' },
    data: marks.map(({ name, value }, at) => ({
      name,
      yAxis: value,
      // Names of thresholds that lie close stand at either end.
      label: { ...text, formatter: '{b}', position: at % 2 === 0 ? 'insideEndTop' : 'insideStartTop' },
    })),
  };
}
