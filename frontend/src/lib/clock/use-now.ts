'use client';
import { useSyncExternalStore } from 'react';
import { clockSnapshot, subscribeClock } from './server-clock';

/** The server's time in whole seconds, in milliseconds; renders again every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribeClock, clockSnapshot, () => 0);
}

/** The same in steps, so that a cell that shows minutes renders once a minute. */
export function useNowRounded(stepMs: number): number {
  return useSyncExternalStore(
    subscribeClock,
    () => Math.floor(clockSnapshot() / stepMs) * stepMs,
    () => 0,
  );
}
