'use client';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { CircleAlert } from 'lucide-react';
import { t } from '@/lib/i18n';
import type { StackImage } from '../model/image-stack';
import { OverlayPainter, type OverlaySetting } from './overlay-painter';
import { initialViewState, StackView, type ViewState } from './stack-view';

interface Props {
  images: readonly StackImage[];
  overlay: OverlaySetting;
  view: RefObject<StackView | null>;
  onState: (state: ViewState) => void;
}

function useStackView({ images, view, onState }: Props, draw: () => void) {
  const element = useRef<HTMLDivElement>(null);
  const report = useEffectEvent(onState);
  const paint = useEffectEvent(draw);
  useEffect(() => {
    const target = element.current;
    if (!target || images.length === 0) return undefined;
    let cancelled = false;
    let made: StackView | null = null;
    const observer = new ResizeObserver(() => made?.resize());
    report(initialViewState);
    StackView.create(target, images, {
      onState: (state) => report(state),
      onDraw: () => paint(),
      cancelled: () => cancelled,
    }).then(
      (created) => {
        if (!created) return;
        if (cancelled) {
          created.destroy();
          return;
        }
        made = created;
        view.current = created;
        observer.observe(target);
      },
      (error: unknown) => {
        if (!cancelled)
          report({
            ...initialViewState,
            phase: 'error',
            problem: error instanceof Error ? error.message : String(error),
          });
      },
    );
    return () => {
      cancelled = true;
      observer.disconnect();
      view.current = null;
      made?.destroy();
    };
  }, [images, view]);
  return element;
}

function Edges({ state }: { state: ViewState }) {
  const { edges } = state;
  if (!edges) return null;
  const base =
    'pointer-events-none absolute text-[13px] font-semibold text-white/85 [text-shadow:0_0_3px_#000,0_0_2px_#000]';
  return (
    <div data-testid="orientation" data-edges={`${edges.left} ${edges.right} ${edges.top} ${edges.bottom}`}>
      <span className={`${base} top-2 left-1/2 -translate-x-1/2`}>{edges.top}</span>
      <span className={`${base} bottom-2 left-1/2 -translate-x-1/2`}>{edges.bottom}</span>
      <span className={`${base} top-1/2 left-2.5 -translate-y-1/2`}>{edges.left}</span>
      <span className={`${base} top-1/2 right-2.5 -translate-y-1/2`}>{edges.right}</span>
    </div>
  );
}

function Captions({ state, count }: { state: ViewState; count: number }) {
  const base =
    'tabular pointer-events-none absolute text-[12px] text-white/85 [text-shadow:0_0_3px_#000,0_0_2px_#000]';
  return (
    <>
      <span
        data-testid="slice"
        className={`${base} top-2 left-2.5`}
        aria-label={t('study.viewer.slice.label', { index: state.index + 1, count })}
      >
        {t('study.viewer.slice', { index: state.index + 1, count })}
      </span>
      <span data-testid="window" className={`${base} bottom-2 left-2.5`}>
        {state.window && t('study.viewer.window', { ...state.window })}
      </span>
      <span className={`${base} right-2.5 bottom-2`}>
        {t('study.viewer.zoom', { zoom: Math.round(state.zoom * 100) })}
      </span>
    </>
  );
}

/** Images of one series with the AI overlay above them. Nothing else of the page knows Cornerstone. */
export default function StackViewer(props: Props) {
  const { images, overlay, view } = props;
  const [state, setState] = useState<ViewState>(initialViewState);
  const [painted, setPainted] = useState(0);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<OverlayPainter | null>(null);

  const draw = (): void => {
    if (!canvas.current || !view.current) return;
    painter.current ??= new OverlayPainter(canvas.current);
    const image = images[view.current.viewport.getCurrentImageIdIndex()];
    setPainted(painter.current.paint(view.current.viewport, image, overlay));
  };
  const redraw = useEffectEvent(draw);
  const element = useStackView(
    {
      ...props,
      onState: (next) => {
        setState(next);
        props.onState(next);
      },
    },
    draw,
  );
  useEffect(() => redraw(), [overlay, state.index]);

  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={t('study.viewer')}
      data-testid="viewer"
      data-phase={state.phase}
      data-slice={state.index + 1}
      data-slices={images.length}
      data-overlay-pixels={painted}
      className="relative h-full w-full overflow-hidden bg-black focus-visible:outline-offset-[-2px]"
    >
      <div ref={element} className="absolute inset-0 touch-none" />
      <canvas ref={canvas} className="pointer-events-none absolute inset-0 h-full w-full" />
      {state.phase === 'loading' && (
        <p role="status" className="absolute inset-0 flex items-center justify-center text-text-3">
          {t('study.viewer.loading')}
        </p>
      )}
      {state.phase === 'ready' && (
        <>
          <Edges state={state} />
          <Captions state={state} count={images.length} />
        </>
      )}
      {state.phase === 'error' && (
        <div
          role="alert"
          data-testid="viewer-error"
          className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-black p-6 text-center"
        >
          <CircleAlert size={20} className="text-amber" aria-hidden />
          <p>{t('study.viewer.frame.error', { detail: state.problem ?? '' })}</p>
        </div>
      )}
    </div>
  );
}
