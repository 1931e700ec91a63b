'use client';
import { useEffect, useRef, useState } from 'react';
import { Image as ImageIcon } from 'lucide-react';
import type { Series } from '@firstread/contract';
import { useStack } from '../hooks/use-study';

interface Props {
  studyUid: string;
  series: Series;
  enabled: boolean;
}

/** The middle image of a series; an icon until it is there, or where it cannot be drawn. */
export function Thumbnail({ studyUid, series, enabled }: Props) {
  // Once asked for, it stays asked for: a frame that loads later does not take it away.
  const [wanted, setWanted] = useState(enabled);
  if (enabled && !wanted) setWanted(true);
  const stack = useStack(studyUid, wanted ? series : null);
  const image = stack.data?.[Math.floor(stack.data.length / 2)];
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target || !image) return undefined;
    let cancelled = false;
    import('../viewer/thumbnail')
      .then(({ drawThumbnail }) => drawThumbnail(target, image))
      .then(
        () => !cancelled && setDrawn(true),
        () => undefined, // the icon stays
      );
    return () => {
      cancelled = true;
    };
  }, [image]);
  return (
    <span className="relative flex size-11 shrink-0 items-center justify-center overflow-hidden rounded bg-black">
      {!drawn && <ImageIcon size={14} aria-hidden className="text-text-3" />}
      <canvas
        ref={canvas}
        width={88}
        height={88}
        aria-hidden
        data-testid="thumbnail"
        data-drawn={drawn}
        className={`absolute inset-0 h-full w-full object-contain ${drawn ? '' : 'opacity-0'}`}
      />
    </span>
  );
}
