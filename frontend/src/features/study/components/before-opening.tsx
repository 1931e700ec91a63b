'use client';
import { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useSettled } from '@/lib/query/use-settled';
import { useResting } from '../hooks/use-upcoming';
import { warmViewerWell } from '../viewer/warm';

/** Longest wait for an idle moment. */
const LATEST_MS = 4000;

/**
 * Has the viewer ready before a study is opened, and what the study that the reader rests on begins with: both are a large
 * part of what stands between a key and the first image.
 */
export function BeforeOpening({ studyUid }: { studyUid: string | null }) {
  const router = useRouter();
  // Rows that a reader only passes are not fetched.
  const restsOn = useSettled(studyUid);
  useResting(restsOn);
  useEffect(() => {
    if (restsOn !== null) router.prefetch(`/studies/${restsOn}`, { kind: PrefetchKind.FULL });
  }, [router, restsOn]);
  useEffect(() => {
    // Not every browser knows idle moments.
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(warmViewerWell, LATEST_MS);
      return () => clearTimeout(timer);
    }
    const asked = window.requestIdleCallback(warmViewerWell, { timeout: LATEST_MS });
    return () => window.cancelIdleCallback(asked);
  }, []);
  return null;
}
