'use client';
import { marksImages, type AiResult, type ResultObject } from '@firstread/contract';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { t } from '@/lib/i18n';
import { fetchObject, seriesRoot } from '../api/study';
import type { StackImage } from '../model/image-stack';
import { decodeSeg, type SegOutcome } from '../model/seg-decoder';
import { placeSegmentation, type PlacedOverlay, type Placement } from '../model/seg-placement';

export const segKey = (sopInstanceUid: string) => ['seg', sopInstanceUid] as const;

/** One SEG object of a result and what became of it. */
export interface OverlayState {
  sopInstanceUid: string;
  /** Null for a segmentation that no model of ours made. */
  modelId: string | null;
  /** What a segmentation of no model is called. */
  title: string | null;
  /** The series that it lies on, where it says so. */
  seriesUid: string | null;
  state: 'loading' | 'shown' | 'notShown' | 'elsewhere';
  reason: string | null;
  overlay: PlacedOverlay | null;
  firstColour: number;
}

/** A SEG object that may be laid on images. */
export interface SegSource extends Pick<OverlayState, 'sopInstanceUid' | 'modelId' | 'title' | 'seriesUid'> {
  /** The series that it is in. */
  segSeriesUid: string;
}

function sourceOf(result: AiResult, object: ResultObject): SegSource {
  return {
    sopInstanceUid: object.sopInstanceUid,
    segSeriesUid: object.seriesInstanceUid,
    modelId: result.modelId,
    title: null,
    seriesUid: result.inputSeriesUid,
  };
}

/** A result whose marks are withheld, or whose class has none, marks no image, whatever objects it may have. */
export function overlaySources(results: readonly AiResult[]): SegSource[] {
  return results
    .filter((result) => marksImages(result.presentationClass) && result.withheld === null)
    .flatMap((result) =>
      result.objects.filter((object) => object.kind === 'SEG').map((object) => sourceOf(result, object)),
    );
}

function decodeReason(outcome: Extract<SegOutcome, { ok: false }>): string {
  if (outcome.problem === 'count') {
    return t('study.overlay.reason.count', { stated: outcome.stated ?? 0, found: outcome.found ?? 0 });
  }
  return t(`study.overlay.reason.${outcome.problem}`);
}

function placeReason(placement: Extract<Placement, { ok: false }>): string {
  if (placement.problem === 'unplaced') {
    return t('study.overlay.reason.unplaced', { count: placement.count, total: placement.total });
  }
  return t(`study.overlay.reason.${placement.problem}`);
}

interface Loaded {
  data: SegOutcome | undefined;
  isError: boolean;
}

function stateOf(
  { sopInstanceUid, modelId, title, seriesUid: onSeries }: SegSource,
  loaded: Loaded,
  seriesUid: string,
  images: readonly StackImage[],
): OverlayState {
  const base = {
    sopInstanceUid,
    modelId,
    title,
    seriesUid: onSeries,
    reason: null,
    overlay: null,
    firstColour: 0,
  };
  if (loaded.isError) return { ...base, state: 'notShown', reason: t('study.overlay.reason.fetch') };
  const outcome = loaded.data;
  if (outcome && !outcome.ok) return { ...base, state: 'notShown', reason: decodeReason(outcome) };
  if (!outcome || (images.length === 0 && onSeries === seriesUid)) return { ...base, state: 'loading' };
  if (onSeries !== null && onSeries !== seriesUid) return { ...base, state: 'elsewhere' };
  const placement = placeSegmentation(outcome.segmentation, images);
  if (!placement.ok) return { ...base, state: 'notShown', reason: placeReason(placement) };
  return { ...base, state: 'shown', overlay: placement.overlay };
}

function withColours(states: readonly OverlayState[]): OverlayState[] {
  let next = 0;
  return states.map((state) => {
    const firstColour = next;
    next += state.overlay?.segments.length ?? 0;
    return { ...state, firstColour };
  });
}

/** Every overlay that may be shown: fetched, decoded, and laid on the series on the screen. */
export function useOverlays(
  studyUid: string,
  results: readonly AiResult[],
  stored: readonly SegSource[],
  seriesUid: string,
  images: readonly StackImage[],
) {
  const sources = useMemo(() => [...overlaySources(results), ...stored], [results, stored]);
  const loaded = useQueries({
    queries: sources.map(({ segSeriesUid, sopInstanceUid }) => ({
      queryKey: segKey(sopInstanceUid),
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        decodeSeg(await fetchObject(seriesRoot(studyUid, segSeriesUid), sopInstanceUid, signal)),
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: false,
    })),
    combine: (answers) => answers.map(({ data, isError }): Loaded => ({ data, isError })),
  });
  return useMemo(
    () =>
      withColours(
        sources.map((source, index) =>
          stateOf(source, loaded[index] ?? { data: undefined, isError: false }, seriesUid, images),
        ),
      ),
    [sources, loaded, seriesUid, images],
  );
}
