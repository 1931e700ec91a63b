'use client';
import type { WorklistLayout } from '@firstread/contract';
import { useEffect, useState } from 'react';
import { useStoredLayout } from '@/lib/layout/use-stored-layout';
import { addressOf, placeIn } from '@/lib/list/worklist-address';

/** How this reader has set up the page; a place that the address names comes first, until they change something. */
export function useLayout() {
  const { layout: stored, known, change: store } = useStoredLayout();
  const [linked, setLinked] = useState(() => placeIn(window.location.search));
  const layout: WorklistLayout = { ...stored, ...linked };
  const change = (patch: Partial<WorklistLayout>): void => {
    store({ ...linked, ...patch });
    setLinked(null);
  };
  const address = addressOf(layout);
  useEffect(() => {
    if (known && window.location.search !== address) window.history.replaceState(null, '', address);
  }, [known, address]);
  return { layout, change, known: known || linked !== null };
}
