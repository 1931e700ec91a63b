'use client';
import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMay, useSession } from '../auth/session';
import { fetchLayout, keepLayout, layoutKey, standardLayout } from './layout';

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
  const client = useQueryClient();
  const storageKey = `firstread.worklist.layout.${useSession().id}`;
  const query = useQuery({
    queryKey: layoutKey,
    queryFn: async ({ signal }) => remember(storageKey, await fetchLayout(signal)),
    initialData: () => remembered(storageKey),
    initialDataUpdatedAt: 0,
    staleTime: FRESH_MS,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    enabled: useMay('view.read'),
  });

  const change = useCallback(
    (patch: Partial<WorklistLayout>): void => {
      const next = { ...(client.getQueryData<WorklistLayout>(layoutKey) ?? standardLayout), ...patch };
      client.setQueryData(layoutKey, remember(storageKey, next));
      keepLayout(next);
    },
    [client, storageKey],
  );
  return { layout: query.data ?? standardLayout, known: query.data !== undefined || query.isError, change };
}
