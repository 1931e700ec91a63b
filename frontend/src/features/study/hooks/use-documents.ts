'use client';
import type { Series } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { fetchPdf, fetchSeriesMetadata, seriesRoot } from '../api/study';
import { readableObject } from '../model/sr-document';

/** What is to be read in a series, in the order of its instance numbers; asked for anew when there are more. */
export function useDocuments(studyUid: string, { seriesInstanceUid, instanceCount }: Series) {
  return useQuery({
    queryKey: ['documents', studyUid, seriesInstanceUid, instanceCount],
    queryFn: async ({ signal }) => {
      const datasets = await fetchSeriesMetadata(seriesRoot(studyUid, seriesInstanceUid), signal);
      return datasets.map(readableObject).sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity));
    },
    staleTime: 5 * 60_000,
  });
}

export function usePdf(studyUid: string, seriesUid: string, sopInstanceUid: string) {
  return useQuery({
    queryKey: ['pdf', sopInstanceUid],
    queryFn: ({ signal }) => fetchPdf(seriesRoot(studyUid, seriesUid), sopInstanceUid, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
  });
}
