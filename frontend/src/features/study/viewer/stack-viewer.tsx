'use client';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import type { Measuring } from '../hooks/use-measurements';
import type { StackImage } from '../model/image-stack';
import { MeasureLayer } from './measure-layer';
import { OverlayPainter, type OverlaySetting } from './overlay-painter';
import { StackView } from './stack-view';
import { useView } from './use-view';
import { initialViewState, type View, type ViewState, type WindowSetting } from './view';
import { ViewportFrame } from './viewport-frame';

interface Props {
  images: readonly StackImage[];
  overlay: OverlaySetting;
  measuring: Measuring;
  /** Index of the image that is shown first. */
  first?: number;
  /** Window that the images are shown in first; as they say where there is none. */
  window?: WindowSetting | null;
  /** The viewport that keys and tools act on. */
  active?: boolean;
  onView: (view: View | null) => void;
  onState: (state: ViewState) => void;
  children?: ReactNode;
}

/** Images of one series with the AI overlay and the reader's measurements above them. */
export default function StackViewer(props: Props) {
  const { images, overlay, measuring, first = 0, window, active = true, onView, onState, children } = props;
  const [state, setState] = useState<ViewState>(initialViewState);
  const [view, setView] = useState<StackView | null>(null);
  const [painted, setPainted] = useState(0);
  const [, setDrawn] = useState(0);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<OverlayPainter | null>(null);
  const image = images[state.index];

  const draw = (): void => {
    if (!canvas.current || !view) return;
    painter.current ??= new OverlayPainter(canvas.current);
    const drawn = images[view.viewport.getCurrentImageIdIndex()];
    setPainted(painter.current.paint(view.viewport, drawn, overlay));
    if (measuring.all.length > 0) setDrawn((times) => times + 1);
  };
  const redraw = useEffectEvent(draw);
  const element = useView<StackView>(images, {
    make: async (target, handlers) => {
      const made = await StackView.create(target, images, first, handlers);
      if (made && window) made.setFirstWindow(window);
      return made;
    },
    onView: (next) => {
      setView(next);
      onView(next);
    },
    onState: (next) => {
      setState(next);
      onState(next);
    },
    onDraw: draw,
  });
  useEffect(() => redraw(), [overlay, state.index, view]);

  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={t('study.viewer')}
      data-testid={active ? 'viewer' : 'viewport'}
      data-phase={state.phase}
      data-slice={state.index + 1}
      data-slices={images.length}
      data-rotation={state.rotation}
      data-playing={state.playing}
      data-overlay-pixels={painted}
      className="relative h-full w-full overflow-hidden bg-black focus-visible:outline-offset-[-2px]"
    >
      <div ref={element} className="absolute inset-0 touch-none">
        {view && image && state.phase === 'ready' && (
          <MeasureLayer image={image} view={view} measuring={measuring} />
        )}
      </div>
      <canvas ref={canvas} className="pointer-events-none absolute inset-0 h-full w-full" />
      <ViewportFrame state={state}>{children}</ViewportFrame>
    </div>
  );
}
