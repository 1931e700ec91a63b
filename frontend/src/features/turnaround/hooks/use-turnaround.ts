'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TurnaroundGroupBy } from '@firstread/contract';
import {
  changesKey,
  fetchChanges,
  fetchFigures,
  fetchSurvival,
  figuresKey,
  survivalKey,
} from '../api/turnaround';
import { periodQuery, selectionQuery, type Asked } from '../model/place';

const REFRESH_MS = 60_000;
const common = { placeholderData: keepPreviousData, staleTime: REFRESH_MS / 2, refetchInterval: REFRESH_MS };

/** Figures of the stage that is asked about, by groups. */
export function useFigures(asked: Asked, groupBy: TurnaroundGroupBy) {
  const query = selectionQuery(asked, { groupBy });
  return useQuery({
    queryKey: figuresKey(query),
    queryFn: ({ signal }) => fetchFigures(query, signal),
    ...common,
  });
}

export function useSurvival(asked: Asked) {
  const query = selectionQuery(asked, { groupBy: asked.place.curvesBy });
  return useQuery({
    queryKey: survivalKey(query),
    queryFn: ({ signal }) => fetchSurvival(query, signal),
    ...common,
  });
}

/** What changed in models and rules in the period. */
export function useChanges(asked: Asked) {
  const query = periodQuery(asked);
  return useQuery({
    queryKey: changesKey(query),
    queryFn: ({ signal }) => fetchChanges(query, signal),
    ...common,
  });
}
