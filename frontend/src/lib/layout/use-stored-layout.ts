'use client';
import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useMay, useSession } from '../auth/session';
import { changedLayout, changeLayout, fetchLayout, layoutKey, standardLayout, watchLayout } from './layout';

const FRESH_MS = 5 * 60_000;

/** The server has the layout; what this browser remembers of it is for the first paint. */
function remembered(storageKey: string): WorklistLayout | undefined {
  try {
    return worklistLayoutSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '')).data;
  } catch {
    return undefined;
  }
}

function remember(storageKey: string, layout: WorklistLayout): WorklistLayout {
  localStorage.setItem(storageKey, JSON.stringify(layout));
  return layout;
}

/** How this reader has set up the worklist, on whichever workstation. */
export function useStoredLayout() {
  const { id } = useSession();
  const storageKey = `firstread.worklist.layout.${id}`;
  const changed = useSyncExternalStore(
    watchLayout,
    () => changedLayout(id),
    () => undefined,
  );
  const query = useQuery({
    queryKey: [...layoutKey, id],
    queryFn: async ({ signal }) => remember(storageKey, changedLayout(id) ?? (await fetchLayout(signal))),
    initialData: () => remembered(storageKey),
    initialDataUpdatedAt: 0,
    staleTime: FRESH_MS,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    enabled: useMay('view.read'),
  });
  const layout = changed ?? query.data ?? standardLayout;
  const change = useCallback(
    (patch: Partial<WorklistLayout>): void => {
      const next = { ...(changedLayout(id) ?? query.data ?? standardLayout), ...patch };
      changeLayout(id, remember(storageKey, next));
    },
    [id, storageKey, query.data],
  );
  return { layout, known: changed !== undefined || query.data !== undefined || query.isError, change };
}
