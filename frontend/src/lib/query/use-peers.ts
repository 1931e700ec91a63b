'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchPeers, peersKey } from '../api/peers';

/** Every peer, by AE title. */
export function usePeers() {
  return useQuery({
    queryKey: peersKey,
    queryFn: ({ signal }) => fetchPeers(signal),
    refetchInterval: 60_000,
  });
}
