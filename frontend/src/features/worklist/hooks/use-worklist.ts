'use client';
import {
  matchesFilter,
  type WorklistChanged,
  type WorklistFilter,
  type WorklistItem,
} from '@firstread/contract';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useSession } from '@/lib/auth/session';
import { useConnection, useFeed, useFeedListener } from '@/lib/realtime/provider';
import { fetchPage, fetchPages, worklistKey } from '../api/worklist';
import {
  appendPage,
  applyAll,
  applyItem,
  fromPages,
  nothingYet,
  type ListState,
  type Matches,
} from '../model/list-state';
import { useGathered } from './use-gathered';

const POLL_MS = 5000;
/** Even a live list is compared with the server now and then. */
const RECONCILE_MS = 60_000;
/** A list that its reader has scrolled farther down than this many pages is fetched less often. */
const MANY_PAGES = 5;
/** How often such a list takes what is pushed: each time, all that was loaded is gone through. */
const REST_MS = 250;
const noItems: readonly WorklistItem[] = [];

type Key = readonly [...typeof worklistKey, WorklistFilter | null];

function cached(client: QueryClient, key: Key): ListState | null {
  return client.getQueryData<ListState>(key) ?? null;
}

/** What was pushed before the first page of a list was here. */
function useEarly(key: Key) {
  const early = useRef<{ key: Key; state: ListState } | null>(null);
  const state = useCallback(() => (early.current?.key === key ? early.current.state : null), [key]);
  const keep = useCallback(
    (change: (state: ListState) => ListState) => {
      early.current = { key, state: change(state() ?? nothingYet) };
    },
    [key, state],
  );
  return { state, keep };
}

function useLoadMore(key: Key): { loadMore: () => void; loadingMore: boolean } {
  const client = useQueryClient();
  const busy = useRef(false);
  const [loadingMore, setLoadingMore] = useState(false);
  const loadMore = useCallback(() => {
    const state = cached(client, key);
    const filter = key[1];
    if (busy.current || !filter || !state?.next) return;
    busy.current = true;
    setLoadingMore(true);
    fetchPage(filter, state.next)
      .then((page) => {
        client.setQueryData<ListState>(key, (now) =>
          now && now.next === state.next ? appendPage(now, page) : now,
        );
      })
      .catch(() => undefined) // the list's own fetch reports the connection
      .finally(() => {
        busy.current = false;
        setLoadingMore(false);
      });
  }, [client, key]);
  return { loadMore, loadingMore };
}

/** Puts what is pushed into the list, and fetches it anew where something may have been missed. */
function usePushed(
  key: Key,
  matches: Matches,
  keep: (change: (state: ListState) => ListState) => void,
): void {
  const client = useQueryClient();
  const take = useCallback(
    (messages: readonly WorklistChanged[]): void => {
      const apply = (state: ListState): ListState => applyAll(state, messages, matches);
      if (cached(client, key)) client.setQueryData<ListState>(key, (state) => state && apply(state));
      else keep(apply);
    },
    [client, key, matches, keep],
  );
  const gather = useGathered(take);
  useFeedListener({
    catchUp: () => void client.invalidateQueries({ queryKey: key }, { cancelRefetch: true }),
    changed: (message) => {
      const long = (cached(client, key)?.pages ?? 0) > MANY_PAGES;
      gather(message, long ? REST_MS : 0);
    },
  });
}

/**
 * The unread studies of a filter, kept current: pushed changes while the socket is up, fetched every 5 s while it is not.
 * A filter that is not known yet has no list.
 */
export function useWorklist(filter: WorklistFilter | null) {
  const { id: readerId } = useSession();
  const words = JSON.stringify(filter);
  const key = useMemo<Key>(() => [...worklistKey, JSON.parse(words) as WorklistFilter | null], [words]);
  const client = useQueryClient();
  const feed = useFeed();
  const { status } = useConnection();
  const polling = status === 'polling' || status === 'offline';
  const early = useEarly(key);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      try {
        const pages = await fetchPages(filter ?? {}, cached(client, key)?.pages ?? 1, signal);
        feed.report('fetched');
        return fromPages(cached(client, key) ?? early.state(), pages);
      } catch (error) {
        if (!signal.aborted) feed.report('fetchFailed');
        throw error;
      }
    },
    refetchInterval: ({ state: { data } }) =>
      (polling ? POLL_MS : RECONCILE_MS) * Math.max(1, (data?.pages ?? 0) / MANY_PAGES),
    enabled: filter !== null,
    retry: false,
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
  });

  const update = useCallback(
    (change: (state: ListState) => ListState) =>
      client.setQueryData<ListState>(key, (state) => (state ? change(state) : state)),
    [client, key],
  );
  const matches = useCallback(
    (item: WorklistItem) => matchesFilter(key[1] ?? {}, item, readerId),
    [key, readerId],
  );
  usePushed(key, matches, early.keep);
  const takeItem = useCallback(
    (item: WorklistItem) => void update((state) => applyItem(state, item, matches)),
    [update, matches],
  );
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: worklistKey }), [client]);

  const { loadMore, loadingMore } = useLoadMore(key);
  const state = query.data;
  return { query, state, items: state?.rows ?? noItems, loadMore, loadingMore, takeItem, refresh };
}
