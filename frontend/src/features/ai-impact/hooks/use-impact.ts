'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AiImpactModelsQuery, AiImpactQuery } from '@firstread/contract';
import {
  fetchImpact,
  fetchImpactModels,
  impactKey,
  impactModelsKey,
  makeImpactAgain,
} from '../api/ai-impact';
import { progressOf } from '../model/making';

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

/** What is kept of the figures of a model, asked for again while they are being made. */
export function useImpact(query: AiImpactQuery | null) {
  return useQuery({
    queryKey: impactKey(query),
    queryFn: ({ signal }) => fetchImpact(query as AiImpactQuery, signal),
    enabled: query !== null,
    staleTime: STALE_MS,
    refetchInterval: ({ state: { error, data } }) =>
      error === null && data && progressOf(data) ? POLL_MS : false,
  });
}

/** Has them made anew. */
export function useMakeAgain(query: AiImpactQuery) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => makeImpactAgain(query),
    onSuccess: (answer) => client.setQueryData(impactKey(query), answer),
  });
}
