'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { errorText } from './base-view';
import { initialViewState, type View, type ViewHandlers, type ViewState } from './view';

interface Options<V extends View> {
  /** Makes the viewport in the element; null where it is not wanted any more. */
  make: (element: HTMLDivElement, handlers: ViewHandlers) => Promise<V | null>;
  /** It is there, or it is gone. */
  onView: (view: V | null) => void;
  onState: (state: ViewState) => void;
  onDraw: () => void;
}

/** Keeps a viewport in an element as long as what it shows is the same. */
export function useView<V extends View>(shown: unknown, { make, onView, onState, onDraw }: Options<V>) {
  const element = useRef<HTMLDivElement>(null);
  const create = useEffectEvent(make);
  const tell = useEffectEvent(onView);
  const report = useEffectEvent(onState);
  const paint = useEffectEvent(onDraw);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    let cancelled = false;
    let made: V | null = null;
    const observer = new ResizeObserver(() => made?.resize());
    report(initialViewState);
    create(target, {
      onState: (state) => report(state),
      onDraw: () => paint(),
      cancelled: () => cancelled,
    }).then(
      (created) => {
        if (!created) return;
        if (cancelled) return created.destroy();
        made = created;
        tell(created);
        observer.observe(target);
      },
      (error: unknown) => {
        if (!cancelled) report({ ...initialViewState, phase: 'error', problem: errorText(error) });
      },
    );
    return () => {
      cancelled = true;
      observer.disconnect();
      tell(null);
      made?.destroy();
    };
  }, [shown]);
  return element;
}
