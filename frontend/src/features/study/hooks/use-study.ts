'use client';
import { samePatient, type Opening, type SeenStudy, type Series } from '@firstread/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from '@/lib/api/problem';
import { rememberSeen, seenOf } from '@/lib/opening/seen';
import { useFeedListener } from '@/lib/realtime/provider';
import {
  fetchOpening,
  fetchPriors,
  fetchSeriesMetadata,
  priorsKey,
  seriesRoot,
  stackKey,
  studyKey,
} from '../api/study';
import { buildStack } from '../model/image-stack';

/** Something is still to come: ask again, in case no push says so. */
function pollEvery(opening: Opening | undefined): number | false {
  if (!opening) return false;
  const { study } = opening;
  const busy = study.aiResults.some((result) => result.state === 'pending' || result.state === 'running');
  return study.state === 'receiving' || busy ? 4000 : 30_000;
}

/**
 * The study, as long as it is of the patient that the reader saw in the list, or first saw here. `seen` is that; `accept`
 * goes on with the patient that it is of now.
 */
export function useStudy(studyUid: string) {
  const client = useQueryClient();
  const [seen, setSeen] = useState<SeenStudy | null>(() => seenOf(studyUid));
  const refresh = (): void => void client.invalidateQueries({ queryKey: studyKey(studyUid) });
  useFeedListener({
    catchUp: refresh,
    changed: (message) => {
      if (message.changes.some((change) => change.studyInstanceUid === studyUid)) refresh();
    },
  });
  const query = useQuery({
    queryKey: studyKey(studyUid),
    queryFn: ({ signal }) => fetchOpening(studyUid, seenOf(studyUid), signal),
    refetchInterval: (one) => pollEvery(one.state.data),
    retry: (count, error) =>
      !(error instanceof ApiError && error.status < 500 && error.status > 0) && count < 2,
  });
  const patient = query.data?.study.patient;
  if (patient && !seen) setSeen({ patient, row: null });
  useEffect(() => {
    if (seen) rememberSeen(studyUid, seen);
  }, [studyUid, seen]);
  const other = patient !== undefined && seen !== null && !samePatient(patient, seen.patient);
  const accept = (): void => {
    if (!patient || !seen) return;
    const accepted = { ...seen, patient };
    setSeen(accepted);
    rememberSeen(studyUid, accepted);
    refresh();
  };
  return { query, seen, other, accept };
}

/** Earlier studies of the same patient; none are shown where they cannot be fetched, and the page says so. */
export function usePriors(studyUid: string) {
  return useQuery({
    queryKey: priorsKey(studyUid),
    queryFn: ({ signal }) => fetchPriors(studyUid, signal),
    staleTime: 5 * 60_000,
    retry: 1,
  });
}

/** The images of a series in viewing order; asked for anew when their number changes. */
export function stackQuery(studyUid: string, series: Pick<Series, 'seriesInstanceUid' | 'instanceCount'>) {
  const { seriesInstanceUid: seriesUid, instanceCount } = series;
  return queryOptions({
    queryKey: [...stackKey(studyUid, seriesUid), instanceCount],
    queryFn: async ({ signal }) => {
      const root = seriesRoot(studyUid, seriesUid);
      return buildStack(root, await fetchSeriesMetadata(root, signal));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    structuralSharing: false,
  });
}

export function useStack(studyUid: string, series: Series | null) {
  const none = { seriesInstanceUid: '', instanceCount: 0 };
  return useQuery({ ...stackQuery(studyUid, series ?? none), enabled: series !== null });
}
