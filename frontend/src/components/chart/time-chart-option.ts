import type { EChartsCoreOption } from 'echarts/core';

export interface TimeLine {
  name: string;
  /** A colour of the page. */
  colour: 'cyan' | 'cyan-line' | 'amber' | 'text-1' | 'text-2' | 'text-3' | 'line-strong';
  /** `limit` is a quiet dashed line without points. */
  kind: 'measured' | 'limit';
  /** YYYY-MM-DD and value; null is a gap. */
  points: readonly (readonly [day: string, value: number | null])[];
  /** The space between it and the line before it is filled; false begins a ribbon. */
  ribbon?: boolean;
  /** Days whose point stands out. */
  remarkable?: ReadonlySet<string>;
}

export interface TimeChart {
  lines: readonly TimeLine[];
  /** Thresholds, each with its name. */
  marks?: readonly { name: string; value: number }[];
  /** Days on which something changed, each with its name. */
  changes?: readonly { day: string; name: string }[];
  /** Between the ticks of values; left out, the chart chooses. */
  tick?: number;
  format: (value: number) => string;
  /** The words for a day: everything that the lines show of it. */
  describe: (day: string) => string;
}

const FONT = 10.5;
/** Of the days, where the name of a change has no room on one side. */
const NEAR_END = 0.2;

/** What ECharts draws; `token` gives the value of a colour of the page. */
export function timeChartOption(
  { lines, marks = [], changes = [], tick, format, describe }: TimeChart,
  token: (name: string) => string,
): EChartsCoreOption {
  const text = { color: token('text-3'), fontSize: FONT };
  return {
    animation: false,
    grid: { left: 8, right: 12, top: changes.length > 0 ? 42 : 26, bottom: 4 },
    legend: {
      top: 0,
      left: 0,
      itemGap: 20,
      itemWidth: 14,
      itemHeight: 2,
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
      axisLabel: { ...text, hideOverlap: true, padding: [0, 8], formatter: '{MM}-{dd}' },
      axisLine: { lineStyle: { color: token('line-strong') } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(tick === undefined ? {} : { interval: tick }),
      max: ({ max }: { max: number }) => Math.max(max, ...marks.map(({ value }) => value)) * 1.08 || 1,
      axisLabel: { ...text, formatter: format, showMaxLabel: false },
      splitLine: { lineStyle: { color: token('line') } },
    },
    series: lines.map((_, at) => ({
      ...seriesOf(lines, at, token),
      ...(at === 0 && marks.length + changes.length > 0
        ? { markLine: markLines({ lines, marks, changes }, token, text) }
        : {}),
    })),
  };
}

function seriesOf(lines: TimeChart['lines'], at: number, token: (name: string) => string): object {
  const line = lines[at] as TimeLine;
  return {
    name: line.name,
    type: 'line',
    color: token(line.colour),
    lineStyle: line.kind === 'limit' ? { width: 1, type: 'dashed' } : { width: 1.5 },
    symbol: line.kind === 'measured' ? 'circle' : 'none',
    emphasis: { disabled: true },
    ...(line.ribbon === undefined ? {} : { stack: 'ribbon' }),
    ...(line.ribbon ? { areaStyle: { color: token(line.colour), opacity: 0.14 } } : {}),
    data: heightsOf(lines, at).map(([day, value]) => ({
      value: [day, value],
      ...(line.remarkable?.has(day)
        ? { symbol: 'diamond', symbolSize: 9, itemStyle: { color: token('amber') } }
        : { symbolSize: 4 }),
    })),
  };
}

/** What of a line is drawn above the one before it: all of it, or in a ribbon what it is more. */
function heightsOf(lines: TimeChart['lines'], at: number): TimeLine['points'] {
  const line = lines[at] as TimeLine;
  if (!line.ribbon) return line.points;
  const below = new Map(lines[at - 1]?.points);
  return line.points.map(([day, value]) => [day, value === null ? null : value - (below.get(day) ?? 0)]);
}

/** A name that stands above a day near an end of the plot goes inwards from it, so that it is not cut. */
function inwards(day: string, lines: TimeChart['lines']): 'left' | 'center' | 'right' {
  const days = lines.flatMap(({ points }) => points.map(([one]) => Date.parse(one)));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const share = (Date.parse(day) - first) / (last - first);
  if (share < NEAR_END) return 'left';
  return share > 1 - NEAR_END ? 'right' : 'center';
}

function markLines(
  { lines, marks, changes }: Required<Pick<TimeChart, 'lines' | 'marks' | 'changes'>>,
  token: (name: string) => string,
  text: object,
): object {
  return {
    symbol: 'none',
    silent: true,
    lineStyle: { color: token('text-3'), type: 'dotted' },
    data: [
      ...changes.map(({ day, name }) => ({
        name,
        xAxis: day,
        label: {
          ...text,
          color: token('text-2'),
          formatter: '{b}',
          position: 'end',
          align: inwards(day, lines),
        },
      })),
      ...marks.map(({ name, value }, at) => ({
        name,
        yAxis: value,
        // Names of thresholds that lie close stand at either end.
        label: { ...text, formatter: '{b}', position: at % 2 === 0 ? 'insideEndTop' : 'insideStartTop' },
      })),
    ],
  };
}

/** The day that is drawn nearest to an instant of the time axis, which places days by the browser's clock; null where there is none. */
export function nearestDay({ lines }: Pick<TimeChart, 'lines'>, instant: number): string | null {
  const away = (day: string) => Math.abs(Date.parse(`${day}T00:00`) - instant);
  const days = lines.flatMap(({ points }) => points.map(([day]) => day));
  return days.reduce<string | null>(
    (nearest, day) => (nearest === null || away(day) < away(nearest) ? day : nearest),
    null,
  );
}
