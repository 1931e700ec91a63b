'use client';
import { useCallback, useEffect, useRef } from 'react';

interface Waiting<T> {
  all: T[];
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Gives what comes within `restMs` on together, in its order; at once where the rest is 0 and nothing waits. What waits
 * when `take` changes is given to the one before.
 */
export function useGathered<T>(take: (all: readonly T[]) => void): (one: T, restMs: number) => void {
  const waiting = useRef<Waiting<T> | null>(null);
  useEffect(
    () => () => {
      if (!waiting.current) return;
      clearTimeout(waiting.current.timer);
      const { all } = waiting.current;
      waiting.current = null;
      take(all);
    },
    [take],
  );
  return useCallback(
    (one: T, restMs: number): void => {
      if (waiting.current) waiting.current.all.push(one);
      else if (restMs === 0) take([one]);
      else {
        const give = (): void => {
          const all = waiting.current?.all ?? [];
          waiting.current = null;
          take(all);
        };
        waiting.current = { all: [one], timer: setTimeout(give, restMs) };
      }
    },
    [take],
  );
}
