'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { criticalPageSchema } from '@firstread/contract';
import { request } from '../api/http';
import { useMay } from '../auth/session';
import { useConnection, useFeedListener } from '../realtime/provider';

/** Everything that pages know of critical results stands under it. */
export const criticalKey = ['critical'] as const;

const LIVE_MS = 60_000;
const POLL_MS = 10_000;

/** How soon what is shown is asked for again: the server says when it changes, unless it cannot be reached. */
export function useCriticalInterval(): number {
  return useConnection().status === 'live' ? LIVE_MS : POLL_MS;
}

export interface CriticalCount {
  open: number;
  overdue: number;
}

/** Has all that pages show of critical results fetched again where the server says that they changed; once on a page. */
export function useCriticalFeed(): void {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: criticalKey });
  useFeedListener({ catchUp: refresh, critical: refresh });
}

/** How many critical results nobody has closed; null before it is known, and for a role that may not. */
export function useCriticalCount(): CriticalCount | null {
  const query = useQuery({
    queryKey: [...criticalKey, 'count'],
    queryFn: ({ signal }) => request('/api/v1/critical?limit=1', criticalPageSchema, { signal }),
    refetchInterval: useCriticalInterval(),
    enabled: useMay('critical.read'),
  });
  return query.data ? { open: query.data.open, overdue: query.data.overdue } : null;
}
