'use client';
import { useEffect, useEffectEvent } from 'react';
import { actionOf } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';

/** Calls back on the reader's key to mark a critical result, where nobody is writing. */
export function useCriticalKey(onPress: () => void): void {
  const keys = useOwnKeys();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest('input:not([type="checkbox"]), textarea, select, [role="menu"], [role="dialog"]'))
      return;
    if (actionOf(keys, event.key, 'study') !== 'critical') return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
