'use client';
import { useQuery } from '@tanstack/react-query';
import type { AiImpactModelsQuery, AiImpactQuery } from '@firstread/contract';
import { fetchImpact, fetchImpactModels, impactKey, impactModelsKey } from '../api/ai-impact';

const POLL_MS = 1000;
const STALE_MS = 60_000;

/** Models that have results in a period; nothing is asked about a period that is none. */
export function useImpactModels(period: AiImpactModelsQuery | null) {
  return useQuery({
    queryKey: impactModelsKey(period ?? { from: '', to: '' }),
    queryFn: ({ signal }) => fetchImpactModels(period as AiImpactModelsQuery, signal),
    enabled: period !== null,
    staleTime: STALE_MS,
  });
}

/** The figures of a model, asked for again while its replay runs. */
export function useImpact(query: AiImpactQuery | null) {
  return useQuery({
    queryKey: impactKey(query),
    queryFn: ({ signal }) => fetchImpact(query as AiImpactQuery, signal),
    enabled: query !== null,
    staleTime: STALE_MS,
    refetchInterval: ({ state }) =>
      state.error === null && state.data?.replay.state === 'running' ? POLL_MS : false,
  });
}
