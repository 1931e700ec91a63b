'use client';
import { useEffect, useState } from 'react';

/** How long without pointer or keyboard a reader counts as idle, where they chose nothing else. */
const IDLE_MS = 8000;

const events = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

/** When pointer or keyboard last did anything on the page. */
let lastActive = Date.now();

export function quietMs(): number {
  return Date.now() - lastActive;
}

/** True after a while without pointer or keyboard anywhere on the page; null: never. */
export function useIdle(afterMs: number | null = IDLE_MS): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = (): void => {
      lastActive = Date.now();
      setIdle(false);
      clearTimeout(timer);
      if (afterMs !== null) timer = setTimeout(() => setIdle(true), afterMs);
    };
    wake();
    for (const event of events) window.addEventListener(event, wake, { passive: true, capture: true });
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wake, { capture: true });
    };
  }, [afterMs]);
  return idle;
}
