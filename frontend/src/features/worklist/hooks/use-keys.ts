'use client';
import { useEffect, useEffectEvent } from 'react';
import type { KeyAction } from '@/lib/keys/actions';
import { actionOf, type Keys } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';

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
/** Keys that are the same for every reader. */
const fixed: Readonly<Record<string, Handler>> = {
  ArrowDown: (actions) => actions.move(1),
  ArrowUp: (actions) => actions.move(-1),
  PageDown: (actions) => actions.move(PAGE),
  PageUp: (actions) => actions.move(-PAGE),
  Home: (actions) => actions.toEnd('first'),
  End: (actions) => actions.toEnd('last'),
  Enter: (actions) => actions.open(),
  Escape: (actions) => actions.escape(),
};

const elsewhere = ['alerts', 'report', 'critical'] as const satisfies readonly KeyAction[];
type Elsewhere = (typeof elsewhere)[number];

const isElsewhere = (action: KeyAction): action is Elsewhere => elsewhere.some((one) => one === action);

/** What has the key that its reader chose. Alerts are the bell's; the report and critical results are the study's. */
const chosen: Readonly<Record<Exclude<KeyAction, Elsewhere>, Handler>> = {
  down: (actions) => actions.move(1),
  up: (actions) => actions.move(-1),
  peek: (actions) => actions.peek(),
  apply: (actions) => actions.apply(),
  priority: (actions) => actions.priority(null),
  stat: (actions) => actions.priority('stat'),
  urgent: (actions) => actions.priority('urgent'),
  claim: (actions) => actions.claim(),
  next: (actions) => actions.next(),
  skip: (actions) => actions.skip(),
  handOver: (actions) => actions.handOver(),
  hold: (actions) => actions.hold(),
  read: (actions) => actions.read(),
  undo: (actions) => actions.undo(),
  filter: (actions) => actions.filter(),
  readingOrder: (actions) => actions.readingOrder(),
  secondList: (actions) => actions.secondList(),
  help: (actions) => actions.help(),
};

/** Keys that a focused button or link needs for itself. */
const native = new Set(['Enter', ' ']);

function handlerFor(event: KeyboardEvent, keys: Keys): Handler | undefined {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey)
    return event.key.toLowerCase() === 'z' && !event.shiftKey ? chosen.undo : undefined;
  const target = event.target as HTMLElement;
  if (target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]'))
    return undefined;
  if (native.has(event.key) && target.closest('button, a')) return undefined;
  const action = actionOf(keys, event.key, 'list');
  if (action === undefined) return fixed[event.key];
  return isElsewhere(action) ? undefined : chosen[action];
}

/** The keys of the page. None of them does at once what cannot be undone. */
export function useWorklistKeys(enabled: boolean, actions: KeyActions): void {
  const keys = useOwnKeys();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const handler = handlerFor(event, keys);
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
