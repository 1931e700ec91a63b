'use client';
import { useEffect, useSyncExternalStore } from 'react';

/** How many menus are open on the page. */
let open = 0;
const watchers = new Set<() => void>();

function change(by: number): void {
  open += by;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Counts as an open menu while it is on the page. */
export function useAsOpenMenu(): void {
  useEffect(() => {
    change(1);
    return () => change(-1);
  }, []);
}

export function useMenuOpen(): boolean {
  return useSyncExternalStore(
    watch,
    () => open > 0,
    () => false,
  );
}
