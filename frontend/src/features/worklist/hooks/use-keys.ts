'use client';
import { useEffect, useEffectEvent } from 'react';

export interface KeyActions {
  move: (step: number) => void;
  toEnd: (end: 'first' | 'last') => void;
  open: () => void;
  peek: () => void;
  apply: () => void;
  priority: (initial: 'stat' | 'urgent' | null) => void;
  claim: () => void;
  next: () => void;
  skip: () => void;
  handOver: () => void;
  hold: () => void;
  read: () => void;
  undo: () => void;
  filter: () => void;
  readingOrder: () => void;
  secondList: () => void;
  help: () => void;
  escape: () => void;
}

type Handler = (actions: KeyActions) => void;

const PAGE = 15;
const keys: Readonly<Record<string, Handler>> = {
  j: (actions) => actions.move(1),
  k: (actions) => actions.move(-1),
  ArrowDown: (actions) => actions.move(1),
  ArrowUp: (actions) => actions.move(-1),
  PageDown: (actions) => actions.move(PAGE),
  PageUp: (actions) => actions.move(-PAGE),
  Home: (actions) => actions.toEnd('first'),
  End: (actions) => actions.toEnd('last'),
  Enter: (actions) => actions.open(),
  ' ': (actions) => actions.peek(),
  r: (actions) => actions.apply(),
  p: (actions) => actions.priority(null),
  s: (actions) => actions.priority('stat'),
  u: (actions) => actions.priority('urgent'),
  c: (actions) => actions.claim(),
  n: (actions) => actions.next(),
  x: (actions) => actions.skip(),
  h: (actions) => actions.handOver(),
  w: (actions) => actions.hold(),
  m: (actions) => actions.read(),
  z: (actions) => actions.undo(),
  '/': (actions) => actions.filter(),
  o: (actions) => actions.readingOrder(),
  '\\': (actions) => actions.secondList(),
  '?': (actions) => actions.help(),
  Escape: (actions) => actions.escape(),
};

/** Keys that a focused button or link needs for itself. */
const native = new Set(['Enter', ' ']);

function handlerFor(event: KeyboardEvent): Handler | undefined {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey)
    return event.key.toLowerCase() === 'z' && !event.shiftKey ? keys['z'] : undefined;
  const target = event.target as HTMLElement;
  if (target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]'))
    return undefined;
  if (native.has(event.key) && target.closest('button, a')) return undefined;
  return keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

/** The keys of the page. None of them does at once what cannot be undone. */
export function useWorklistKeys(enabled: boolean, actions: KeyActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const handler = handlerFor(event);
    if (!handler) return;
    event.preventDefault();
    handler(actions);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}
