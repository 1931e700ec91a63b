'use client';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';

/** Value of a colour of the page, as a chart needs it. */
export type Token = (name: string) => string;

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

interface Props {
  /** Drawn anew where this is another function. */
  option: (token: Token) => EChartsCoreOption;
  label: string;
  height: number;
}

/** A chart. The figures it draws must stand in a table beside it: to a screen reader it is one image. */
export function Chart({ option, label, height }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let dispose: (() => void) | undefined;
    let gone = false;
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      const drawn = init(element, undefined, { renderer: 'svg' });
      drawn.setOption(option(token));
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
