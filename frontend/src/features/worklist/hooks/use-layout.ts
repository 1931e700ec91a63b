'use client';
import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '@/lib/auth/session';
import { fetchLayout, keepLayout, layoutKey } from '../api/views';
import { addressOf, placeIn } from '../model/address';

const FRESH_MS = 5 * 60_000;
const standard = worklistLayoutSchema.parse({});

/** The server has the layout; what this browser remembers of it is for the first paint. */
function remembered(storageKey: string): WorklistLayout | undefined {
  try {
    return worklistLayoutSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '')).data;
  } catch {
    return undefined;
  }
}

/** One after the other, so that the last one stays. */
let keeping: Promise<void> = Promise.resolve();
function keep(layout: WorklistLayout): void {
  // What was not kept this time goes along with the next change.
  keeping = keeping.then(() => keepLayout(layout)).catch(() => undefined);
}

/** How this reader has set up the page, on whichever workstation; a place that the address names comes first. */
export function useLayout() {
  const client = useQueryClient();
  const storageKey = `firstread.worklist.layout.${useSession().id}`;
  const query = useQuery({
    queryKey: layoutKey,
    queryFn: ({ signal }) => fetchLayout(signal),
    initialData: () => remembered(storageKey),
    initialDataUpdatedAt: 0,
    staleTime: FRESH_MS,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const [linked] = useState(() => placeIn(window.location.search));
  // From the first change on, what stands here is newer than anything that is fetched.
  const [changed, setChanged] = useState<WorklistLayout | null>(null);
  const layout: WorklistLayout = changed ?? { ...(query.data ?? standard), ...linked };

  useEffect(() => {
    if (query.data) localStorage.setItem(storageKey, JSON.stringify(query.data));
  }, [query.data, storageKey]);

  const change = (patch: Partial<WorklistLayout>): void => {
    const next = { ...layout, ...patch };
    setChanged(next);
    client.setQueryData(layoutKey, next);
    keep(next);
  };

  const known = query.data !== undefined || query.isError;
  const address = addressOf(layout);
  useEffect(() => {
    if (known && window.location.search !== address) window.history.replaceState(null, '', address);
  }, [known, address]);
  return { layout, change, known: known || linked !== null };
}
