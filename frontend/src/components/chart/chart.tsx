'use client';
import type { ECharts, EChartsCoreOption } from 'echarts/core';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';

/** Value of a colour of the page, as a chart needs it. */
export type Token = (name: string) => string;

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A point of the plot, in values of its axes; of a time axis in milliseconds since 1970. */
export interface PlotPoint {
  x: number;
  y: number;
}

interface Props {
  /** Drawn anew where this is another function. */
  option: (token: Token) => EChartsCoreOption;
  label: string;
  height: number;
  /** The page behind what is drawn there; null where there is none. A table beside the chart has the same links. */
  leadsTo?: ((point: PlotPoint) => string | null) | undefined;
}

/** A chart. The figures it draws must stand in a table beside it: to a screen reader it is one image. */
export function Chart({ option, label, height, leadsTo }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const addressAt = useEffectEvent((chart: ECharts, event: PlotEvent): string | null => {
    const point = leadsTo && pointOf(chart, event);
    return point ? leadsTo(point) : null;
  });
  const open = useEffectEvent((address: string) => router.push(address));
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let dispose: (() => void) | undefined;
    let gone = false;
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      const drawn = init(element, undefined, { renderer: 'svg' });
      // Labels are measured before they are drawn: that needs the font by its name.
      const { fontFamily } = getComputedStyle(element);
      drawn.setOption({ textStyle: { fontFamily }, ...option(token) });
      drawn.getZr().on('mousemove', (event) => {
        if (addressAt(drawn, event) !== null) drawn.getZr().setCursorStyle('pointer');
      });
      drawn.getZr().on('click', (event) => {
        // A tap shows the words of a point.
        const address = 'changedTouches' in event.event ? null : addressAt(drawn, event);
        if (address !== null) open(address);
      });
      const observer = new ResizeObserver(() => drawn.resize());
      observer.observe(element);
      dispose = () => {
        observer.disconnect();
        drawn.dispose();
      };
    });
    return () => {
      gone = true;
      dispose?.();
    };
  }, [option, height]);
  return <div ref={frame} role="img" aria-label={label} style={{ height }} className="w-full" />;
}

interface PlotEvent {
  offsetX: number;
  offsetY: number;
}

function pointOf(chart: ECharts, { offsetX, offsetY }: PlotEvent): PlotPoint | null {
  if (!chart.containPixel('grid', [offsetX, offsetY])) return null;
  const [x = 0, y = 0] = chart.convertFromPixel('grid', [offsetX, offsetY]);
  return { x, y };
}
