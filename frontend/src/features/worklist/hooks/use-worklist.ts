'use client';
import type { WorklistItem } from '@firstread/contract';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useConnection, useFeed, useFeedListener } from '@/lib/realtime/provider';
import { fetchPage, fetchPages, worklistKey } from '../api/worklist';
import {
  appendPage,
  applyChanged,
  applyItem,
  fromPages,
  inReadingOrder,
  type ListState,
} from '../model/list-state';

const POLL_MS = 5000;
/** Even a live list is compared with the server now and then. */
const RECONCILE_MS = 60_000;
const noItems: readonly WorklistItem[] = [];

function cached(client: QueryClient): ListState | null {
  return client.getQueryData<ListState>(worklistKey) ?? null;
}

function useLoadMore(): { loadMore: () => void; loadingMore: boolean } {
  const client = useQueryClient();
  const busy = useRef(false);
  const [loadingMore, setLoadingMore] = useState(false);
  const loadMore = useCallback(() => {
    const state = cached(client);
    if (busy.current || !state?.next) return;
    busy.current = true;
    setLoadingMore(true);
    fetchPage(state.next)
      .then((page) => {
        client.setQueryData<ListState>(worklistKey, (now) =>
          now && now.next === state.next ? appendPage(now, page) : now,
        );
      })
      .catch(() => undefined) // the list's own fetch reports the connection
      .finally(() => {
        busy.current = false;
        setLoadingMore(false);
      });
  }, [client]);
  return { loadMore, loadingMore };
}

/** The unread list, kept current: pushed changes while the socket is up, fetched every 5 s while it is not. */
export function useWorklist() {
  const client = useQueryClient();
  const feed = useFeed();
  const { status } = useConnection();
  const polling = status === 'polling' || status === 'offline';
  const query = useQuery({
    queryKey: worklistKey,
    queryFn: async ({ signal }) => {
      try {
        const pages = await fetchPages(cached(client)?.pages ?? 1, signal);
        feed.report('fetched');
        return fromPages(cached(client), pages);
      } catch (error) {
        if (!signal.aborted) feed.report('fetchFailed');
        throw error;
      }
    },
    refetchInterval: polling ? POLL_MS : RECONCILE_MS,
    retry: false,
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
  });

  const update = useCallback(
    (change: (state: ListState) => ListState) =>
      client.setQueryData<ListState>(worklistKey, (state) => (state ? change(state) : state)),
    [client],
  );
  useFeedListener({
    catchUp: () => void client.invalidateQueries({ queryKey: worklistKey }, { cancelRefetch: true }),
    changed: (message) => update((state) => applyChanged(state, message)),
  });
  const takeItem = useCallback(
    (item: WorklistItem) => void update((state) => applyItem(state, item)),
    [update],
  );
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: worklistKey }), [client]);

  const { loadMore, loadingMore } = useLoadMore();
  const state = query.data;
  const items = useMemo(() => (state ? inReadingOrder(state) : noItems), [state]);
  return { query, state, items, loadMore, loadingMore, takeItem, refresh };
}
