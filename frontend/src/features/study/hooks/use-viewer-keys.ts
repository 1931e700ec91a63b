'use client';
import { useEffect, useEffectEvent } from 'react';
import { useKeysDialog } from '@/components/keys/keys-provider';
import type { KeyAction } from '@/lib/keys/actions';
import { actionOf, type Keys } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import type { MeasureTool } from '../model/measurement';
import type { WindowChoice } from '../model/presets';
import type { View } from '../viewer/view';

export interface ViewerKeyActions {
  overlay: () => void;
  measure: (tool: MeasureTool | null) => void;
  removeMeasurement: () => void;
  series: (step: number) => void;
  layout: () => void;
  place: (step: number) => void;
  reformat: () => void;
  compare: () => void;
  link: () => void;
  panel: (panel: 'series' | 'ai') => void;
  help: () => void;
  claim: () => void;
  next: () => void;
  skip: () => void;
  handOver: () => void;
  undo: () => void;
  back: () => void;
}

type Handler = (view: View | null, actions: ViewerKeyActions) => void;

const PAN = 40;
const plain: Readonly<Record<string, Handler>> = {
  ArrowDown: (view) => view?.scroll(1),
  ArrowUp: (view) => view?.scroll(-1),
  j: (view) => view?.scroll(1),
  k: (view) => view?.scroll(-1),
  PageDown: (view) => view?.scroll(10),
  PageUp: (view) => view?.scroll(-10),
  Home: (view) => view?.goTo(0),
  End: (view) => view?.goTo(Number.MAX_SAFE_INTEGER),
  w: (view) => view?.nudgeWindow(20, 0),
  W: (view) => view?.nudgeWindow(-20, 0),
  l: (view) => view?.nudgeWindow(0, 10),
  L: (view) => view?.nudgeWindow(0, -10),
  '+': (view) => view?.zoomBy(1.2),
  '=': (view) => view?.zoomBy(1.2),
  '-': (view) => view?.zoomBy(1 / 1.2),
  i: (view) => view?.invert(),
  p: (view) => view?.rotate(),
  ' ': (view) => view?.cine(),
  d: (_view, actions) => actions.measure('length'),
  s: (_view, actions) => actions.measure('angle'),
  e: (_view, actions) => actions.measure('ellipse'),
  q: (_view, actions) => actions.measure('rectangle'),
  v: (_view, actions) => actions.measure(null),
  Delete: (_view, actions) => actions.removeMeasurement(),
  Backspace: (_view, actions) => actions.removeMeasurement(),
  f: (view) => view?.fit(),
  '0': (view) => view?.reset(),
  o: (_view, actions) => actions.overlay(),
  ArrowRight: (_view, actions) => actions.series(1),
  ArrowLeft: (_view, actions) => actions.series(-1),
  t: (_view, actions) => actions.layout(),
  '.': (_view, actions) => actions.place(1),
  ',': (_view, actions) => actions.place(-1),
  u: (_view, actions) => actions.reformat(),
  b: (_view, actions) => actions.compare(),
  y: (_view, actions) => actions.link(),
  '[': (_view, actions) => actions.panel('series'),
  ']': (_view, actions) => actions.panel('ai'),
  Escape: (_view, actions) => actions.back(),
};

/** What has the key that its reader chose. */
const chosen: Partial<Record<KeyAction, Handler>> = {
  claim: (_view, actions) => actions.claim(),
  next: (_view, actions) => actions.next(),
  skip: (_view, actions) => actions.skip(),
  handOver: (_view, actions) => actions.handOver(),
  undo: (_view, actions) => actions.undo(),
  help: (_view, actions) => actions.help(),
};

const shifted: Readonly<Record<string, Handler>> = {
  ArrowDown: (view) => view?.panBy(0, -PAN),
  ArrowUp: (view) => view?.panBy(0, PAN),
  ArrowRight: (view) => view?.panBy(-PAN, 0),
  ArrowLeft: (view) => view?.panBy(PAN, 0),
};

function presetHandler(key: string, presets: readonly WindowChoice[]): Handler | undefined {
  const preset = /^[1-9]$/.test(key) ? presets[Number(key) - 1] : undefined;
  return preset && ((view) => view?.setWindow(preset));
}

function handlerFor(event: KeyboardEvent, presets: readonly WindowChoice[], keys: Keys): Handler | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (
    (event.target as HTMLElement).closest(
      'input:not([type="checkbox"]), textarea, select, [role="slider"], [role="menu"], [role="dialog"]',
    )
  )
    return undefined;
  // What has the focus is pressed with it.
  if (event.key === ' ' && (event.target as HTMLElement).closest('button, a, input, [role="tab"], summary'))
    return undefined;
  if (event.shiftKey && shifted[event.key]) return shifted[event.key];
  const action = actionOf(keys, event.key, 'study');
  if (action !== undefined) return chosen[action];
  return presetHandler(event.key, presets) ?? plain[event.key];
}

export function useViewerKeys(
  enabled: boolean,
  view: () => View | null,
  presets: readonly WindowChoice[],
  actions: ViewerKeyActions,
): void {
  const keys = useOwnKeys();
  const choosing = useKeysDialog().isOpen;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const handler = handlerFor(event, presets, keys);
    if (!handler) return;
    event.preventDefault();
    handler(view(), actions);
  });
  useEffect(() => {
    if (!enabled || choosing) return undefined;
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled, choosing]);
}
