'use client';
import type { View } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnection, useFeedListener } from '@/lib/realtime/provider';
import { fetchViewCounts, fetchViews, viewCountsKey, viewsKey } from '../api/views';

const COUNTS_MS = 15_000;
/** As often as the list itself, where nothing is pushed. */
const POLL_MS = 5000;
/** Changes come in bursts; one look at the counts is enough for all of them. */
const BURST_MS = 2000;

const noViews: readonly View[] = [];

/** The views that the reader has, and how many unread studies each holds. */
export function useViews() {
  const client = useQueryClient();
  const { status } = useConnection();
  const pushed = status !== 'polling' && status !== 'offline';
  const views = useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => fetchViews(signal),
    staleTime: 60_000,
  });
  const counts = useQuery({
    queryKey: viewCountsKey,
    queryFn: ({ signal }) => fetchViewCounts(signal),
    refetchInterval: pushed ? COUNTS_MS : POLL_MS,
  });
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(waiting.current ?? undefined), []);
  useFeedListener({
    changed: () => {
      waiting.current ??= setTimeout(() => {
        waiting.current = null;
        void client.invalidateQueries({ queryKey: viewCountsKey });
      }, BURST_MS);
    },
  });
  return {
    views: views.data ?? noViews,
    failed: views.isError,
    counts: counts.data,
    reload: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: viewsKey }),
        client.invalidateQueries({ queryKey: viewCountsKey }),
      ]),
  };
}
