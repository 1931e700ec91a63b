import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Token } from '@/components/chart/chart';

const FONT = 11;
const BAR = 14;
/** Minutes. Finer ticks would make nothing look like much. */
const LEAST_TICK = 0.1;

/** A bar from one value to another, with the interval of its end. */
export interface Bar {
  name: string;
  from: number;
  to: number;
  interval: readonly [number, number] | null;
  colour: 'cyan' | 'amber' | 'violet' | 'text-3';
  text: string;
}

export function barChartHeight(bars: readonly Bar[]): number {
  return 46 + bars.length * 36;
}

/** Bars lying below each other, each with its figure; a whisker is the 95 % interval. */
export function barChartOption(bars: readonly Bar[], axisName: string) {
  return (token: Token): EChartsCoreOption => {
    const text = { color: token('text-2'), fontSize: FONT };
    return {
      animation: false,
      grid: { left: 140, right: 56, top: 6, bottom: 40, outerBoundsMode: 'none' },
      xAxis: {
        type: 'value',
        minInterval: LEAST_TICK,
        name: axisName,
        nameLocation: 'middle',
        nameGap: 22,
        nameTextStyle: text,
        axisLabel: { ...text, hideOverlap: true },
        splitLine: { lineStyle: { color: token('line') } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ name }) => name),
        axisLabel: { ...text, width: 108, overflow: 'break', lineHeight: 13 },
        axisLine: { lineStyle: { color: token('line-strong') }, onZero: false },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'custom',
          silent: true,
          clip: false,
          encode: { x: [1, 2, 3, 4], y: 0 },
          data: bars.map(({ from, to, interval }, at) => [
            at,
            from,
            to,
            interval?.[0] ?? to,
            interval?.[1] ?? to,
          ]),
          renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) =>
            drawn(bars[dataIndex] as Bar, (value) => api.coord([value, dataIndex]), token),
        },
      ],
    };
  };
}

function drawn(bar: Bar, place: (value: number) => number[], token: Token): object {
  const at = (value: number) => place(value)[0] ?? 0;
  const y = place(bar.to)[1] ?? 0;
  const [left, right] = [Math.min(at(bar.from), at(bar.to)), Math.max(at(bar.from), at(bar.to))];
  const [low, high] = [at(bar.interval?.[0] ?? bar.to), at(bar.interval?.[1] ?? bar.to)];
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke: token('text-1'), lineWidth: 1 },
  });
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y: y - BAR / 2, width: Math.max(1, right - left), height: BAR },
        style: { fill: token(bar.colour) },
      },
      ...(bar.interval
        ? [line(low, y, high, y), line(low, y - 4, low, y + 4), line(high, y - 4, high, y + 4)]
        : []),
      {
        type: 'text',
        style: {
          text: bar.text,
          x: Math.max(right, high) + 5,
          y,
          fill: token('text-1'),
          fontSize: FONT,
          verticalAlign: 'middle',
        },
      },
    ],
  };
}
