'use client';
import type { Series, Study } from '@firstread/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/problem';
import { useFeedListener } from '@/lib/realtime/provider';
import { fetchSeriesMetadata, fetchStudy, seriesRoot, stackKey, studyKey } from '../api/study';
import { buildStack } from '../model/image-stack';

/** Something is still to come: ask again, in case no push says so. */
function pollEvery(study: Study | undefined): number | false {
  if (!study) return false;
  const busy = study.aiResults.some((result) => result.state === 'pending' || result.state === 'running');
  return study.state === 'receiving' || busy ? 4000 : 30_000;
}

export function useStudy(studyUid: string) {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: studyKey(studyUid) });
  useFeedListener({
    catchUp: refresh,
    changed: (message) => {
      if (message.changes.some((change) => change.studyInstanceUid === studyUid)) refresh();
    },
  });
  return useQuery({
    queryKey: studyKey(studyUid),
    queryFn: ({ signal }) => fetchStudy(studyUid, signal),
    refetchInterval: (query) => pollEvery(query.state.data),
    retry: (count, error) =>
      !(error instanceof ApiError && error.status < 500 && error.status > 0) && count < 2,
  });
}

/** The images of a series in viewing order; asked for anew when their number changes. */
export function useStack(studyUid: string, series: Series | null) {
  const seriesUid = series?.seriesInstanceUid ?? '';
  return useQuery({
    queryKey: [...stackKey(studyUid, seriesUid), series?.instanceCount ?? 0],
    queryFn: async ({ signal }) => {
      const root = seriesRoot(studyUid, seriesUid);
      return buildStack(root, await fetchSeriesMetadata(root, signal));
    },
    enabled: series !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    structuralSharing: false,
  });
}
