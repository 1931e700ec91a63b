'use client';
import { useEffect, useRef } from 'react';
import { timeChartOption, type TimeChart } from './time-chart-option';

/** Colours of the page, as the chart needs them: values, not names. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Lines over days. The figures it draws must stand in a table beside it: to a screen reader it is one image. */
export function TimeChart({ chart, label }: { chart: TimeChart; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let dispose: (() => void) | undefined;
    let gone = false;
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      const drawn = init(element, undefined, { renderer: 'svg' });
      drawn.setOption(timeChartOption(chart, token));
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
  }, [chart]);
  return <div ref={frame} role="img" aria-label={label} className="h-44 w-full" />;
}
