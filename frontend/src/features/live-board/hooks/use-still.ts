'use client';
import { useState, type FocusEvent, type PointerEvent } from 'react';
import { useIdle } from '@/lib/list/use-idle';

/** What is shown, which stays as it is while somebody points at it or has the focus in it. */
export function useStill<T>(incoming: T) {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  // A resting pointer or focus does not hold for ever.
  const idle = useIdle();
  const held = (pointer || focus) && !idle;
  const [shown, setShown] = useState(incoming);
  if (!held && shown !== incoming) setShown(incoming);
  const area = {
    onPointerEnter: ({ pointerType }: PointerEvent) => setPointer(pointerType !== 'touch'),
    onPointerLeave: () => setPointer(false),
    onFocus: () => setFocus(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => setFocus(currentTarget.contains(relatedTarget)),
  };
  return { shown, held: held && shown !== incoming, area };
}
