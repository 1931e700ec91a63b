'use client';
import { useEffect, useRef, useState } from 'react';

/** How long without pointer or keyboard a reader counts as idle. */
const IDLE_MS = 8000;

const events = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

/** True after a while without pointer or keyboard anywhere on the page. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    const wake = (): void => {
      setIdle(false);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => setIdle(true), IDLE_MS);
    };
    wake();
    for (const event of events) window.addEventListener(event, wake, { passive: true, capture: true });
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
      for (const event of events) window.removeEventListener(event, wake, { capture: true });
    };
  }, []);
  return idle;
}
