'use client';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import type { ViewState } from './view';

const shadow = '[text-shadow:0_0_3px_#000,0_0_2px_#000]';

function Edges({ state }: { state: ViewState }) {
  const { edges } = state;
  if (!edges) return null;
  const base = `pointer-events-none absolute text-[13px] font-semibold text-white/85 ${shadow}`;
  return (
    <div data-testid="orientation" data-edges={`${edges.left} ${edges.right} ${edges.top} ${edges.bottom}`}>
      <span className={`${base} top-2 left-1/2 -translate-x-1/2`}>{edges.top}</span>
      <span className={`${base} bottom-2 left-1/2 -translate-x-1/2`}>{edges.bottom}</span>
      <span className={`${base} top-1/2 left-2.5 -translate-y-1/2`}>{edges.left}</span>
      <span className={`${base} top-1/2 right-2.5 -translate-y-1/2`}>{edges.right}</span>
    </div>
  );
}

function Captions({ state }: { state: ViewState }) {
  const { index, count, rotation, window, zoom } = state;
  const base = `tabular pointer-events-none absolute text-[12px] text-white/85 ${shadow}`;
  return (
    <>
      <span
        data-testid="slice"
        className={`${base} top-2 left-2.5`}
        aria-label={t('study.viewer.slice.label', { index: index + 1, count })}
      >
        {t('study.viewer.slice', { index: index + 1, count })}
      </span>
      <span data-testid="window" className={`${base} bottom-2 left-2.5`}>
        {window && t('study.viewer.window', { ...window })}
      </span>
      <span className={`${base} right-2.5 bottom-2 text-right`}>
        {rotation !== 0 && <span className="mr-3">{t('study.viewer.rotated', { degrees: rotation })}</span>}
        {t('study.viewer.zoom', { zoom: Math.round(zoom * 100) })}
      </span>
    </>
  );
}

interface Props {
  state: ViewState;
  /** While the images are not all there. */
  loading?: string;
  children?: ReactNode;
}

/** What stands above the images of one viewport: where they are, how they are shown, or why they are not. */
export function ViewportFrame({ state, loading, children }: Props) {
  return (
    <>
      {state.phase === 'loading' && (
        <p
          role="status"
          className="pointer-events-none absolute inset-0 flex items-center justify-center text-text-3"
        >
          {loading ?? t('study.viewer.loading')}
        </p>
      )}
      {state.phase === 'ready' && (
        <>
          <Edges state={state} />
          <Captions state={state} />
        </>
      )}
      {children}
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
    </>
  );
}
