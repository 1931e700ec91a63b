'use client';
import { useCallback, useSyncExternalStore } from 'react';
import type { Density } from '../components/toolbar';

const KEY = 'firstread.worklist.density';
const watchers = new Set<() => void>();

function read(): Density {
  const stored = window.localStorage.getItem(KEY);
  return stored === 'normal' || stored === 'relaxed' ? stored : 'compact';
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The row height that this reader chose on this workstation. */
export function useDensity(): [Density, (density: Density) => void] {
  const density = useSyncExternalStore<Density>(watch, read, () => 'compact');
  const set = useCallback((next: Density) => {
    window.localStorage.setItem(KEY, next);
    for (const watcher of watchers) watcher();
  }, []);
  return [density, set];
}
