'use client';
import type { WorklistLayout } from '@firstread/contract';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useStoredLayout } from '@/lib/layout/use-stored-layout';
import { addressOf, placeIn } from '@/lib/list/worklist-address';
import { arrive, isLeaving } from './use-selection';

/** How this reader has set up the page; a place that the address names comes first, until they change something. */
export function useLayout() {
  const { layout: stored, known, change: store } = useStoredLayout();
  // While a link within the pages is followed, the browser's own address is still the one before.
  const search = useSearchParams();
  const [linked, setLinked] = useState(() => placeIn(search.toString()));
  const layout: WorklistLayout = { ...stored, ...linked };
  const change = (patch: Partial<WorklistLayout>): void => {
    store({ ...linked, ...patch });
    setLinked(null);
  };
  const address = addressOf(layout);
  useEffect(arrive, []);
  useEffect(() => {
    // Next.js gives up a navigation that has begun when the address is replaced: the study would be taken and not open.
    if (isLeaving()) return;
    if (known && window.location.search !== address) window.history.replaceState(null, '', address);
  }, [known, address]);
  return { layout, change, known: known || linked !== null };
}
