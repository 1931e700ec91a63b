'use client';
import { useInfiniteQuery } from '@tanstack/react-query';

interface Page {
  next: string | null;
}

interface Options<P extends Page> {
  key: readonly string[];
  fetchPage: (path: string, signal: AbortSignal) => Promise<P>;
  /** Milliseconds until the list is fetched again, by what the pages say. */
  interval: (pages: readonly P[]) => number;
}

const noPages: never[] = [];

/** Pages of a list by cursor, fetched again now and then while the page is looked at. */
export function usePaged<P extends Page>({ key, fetchPage, interval }: Options<P>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      fetchPage(pageParam === null ? '' : `?after=${encodeURIComponent(pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: P) => last.next,
    refetchInterval: ({ state }) => interval(state.data?.pages ?? noPages),
  });
  return {
    query,
    pages: query.data?.pages ?? noPages,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage({ cancelRefetch: true }),
  };
}
