'use client';
import type { Series, Study } from '@firstread/contract';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fetchSeriesMetadata, seriesRoot } from '../api/study';
import { item, text, type DicomDataset } from '../model/dicom-json';
import type { SegSource } from './use-overlays';

const none: readonly SegSource[] = [];

/** What models made here is shown with their results; every other segmentation of the study stands for itself. */
function segSeries(study: Pick<Study, 'series'>): Series[] {
  return study.series.filter(({ modality, madeByFirstread }) => modality === 'SEG' && !madeByFirstread);
}

function sourceOf(series: Series, dataset: DicomDataset): SegSource | null {
  const sopInstanceUid = text(dataset, '00080018');
  const references = dataset['00081115']?.Value ?? [];
  const referenced = references.length === 1 ? item(dataset, '00081115') : null;
  if (sopInstanceUid === null) return null;
  return {
    sopInstanceUid,
    segSeriesUid: series.seriesInstanceUid,
    modelId: null,
    title: text(dataset, '00700080') ?? series.description,
    seriesUid: referenced && text(referenced, '0020000E'),
  };
}

function together(answers: readonly { data: SegSource[] | undefined }[]): readonly SegSource[] {
  return answers.length === 0 ? none : answers.flatMap(({ data }) => data ?? []);
}

/** Segmentations that came with the study or after it, whoever made them. */
export function useStoredSegs(study: Pick<Study, 'studyInstanceUid' | 'series'>): readonly SegSource[] {
  const all = useMemo(() => segSeries(study), [study]);
  return useQueries({
    queries: all.map((series) => ({
      queryKey: ['segs', series.seriesInstanceUid, series.instanceCount],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const root = seriesRoot(study.studyInstanceUid, series.seriesInstanceUid);
        const datasets = await fetchSeriesMetadata(root, signal);
        return datasets.map((dataset) => sourceOf(series, dataset)).filter((source) => source !== null);
      },
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: together,
  });
}
