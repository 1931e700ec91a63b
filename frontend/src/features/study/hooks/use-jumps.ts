'use client';
import type { Study } from '@firstread/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';
import { content } from '../model/layout';
import type { SegOutcome } from '../model/seg-decoder';
import { largestImage, placeSegmentation } from '../model/seg-placement';
import { inListOrder, isDisplayable, isReadable } from '../model/series-order';
import type { Arranging } from './use-arrangement';
import { segKey, type OverlayState } from './use-overlays';
import { stackQuery } from './use-study';
import type { Viewports } from './use-viewports';

/** To what a result points at, in whichever viewport or series of the study it is. */
export function useJumps(study: Study, arranging: Arranging, viewports: Viewports) {
  const client = useQueryClient();
  const toast = useToast();
  const uid = study.studyInstanceUid;
  const { arrangement, current, put, putBeside, activate, seriesOf } = arranging;
  /** Never a prior's place: what the reader compares with stays. */
  const free =
    current?.studyUid === uid
      ? arrangement.active
      : Math.max(
          0,
          arrangement.cells.findIndex((cell) => cell?.studyUid === uid),
        );

  const isOnScreen = (sopInstanceUid: string): boolean => {
    const places = [arrangement.active, ...arrangement.cells.keys()];
    const at = places.find((one) => {
      const cell = arrangement.cells[one];
      return (
        cell?.studyUid === uid &&
        viewports.imagesAt(one)?.some((image) => image.sopInstanceUid === sopInstanceUid)
      );
    });
    if (at === undefined) return false;
    const images = viewports.imagesAt(at) ?? [];
    activate(at);
    viewports.viewAt(at)?.goTo(images.findIndex((image) => image.sopInstanceUid === sopInstanceUid));
    return true;
  };
  const find = async (sopInstanceUid: string): Promise<void> => {
    for (const series of inListOrder(study.series).filter(isDisplayable)) {
      const images = await client.fetchQuery(stackQuery(uid, series)).catch(() => []);
      if (!images.some((image) => image.sopInstanceUid === sopInstanceUid)) continue;
      const shown = content(uid, series.seriesInstanceUid, { sopInstanceUid });
      const reads = seriesOf(current);
      // A document that points to an image stays beside it.
      return reads && isReadable(reads) ? putBeside(shown) : put(shown, free);
    }
    toast({ text: t('study.jump.missing') });
  };
  const goToImage = (sopInstanceUid: string): void => {
    if (!isOnScreen(sopInstanceUid)) void find(sopInstanceUid);
  };
  const goToOverlay = async (state: OverlayState): Promise<void> => {
    const series = study.series.find(({ seriesInstanceUid }) => seriesInstanceUid === state.seriesUid);
    const outcome = client.getQueryData<SegOutcome>(segKey(state.sopInstanceUid));
    const shown = viewports.imagesAt(free);
    const images =
      state.state === 'elsewhere' && series
        ? await client.fetchQuery(stackQuery(uid, series)).catch(() => [])
        : (shown ?? []);
    const placement = outcome?.ok ? placeSegmentation(outcome.segmentation, images) : null;
    const image = placement?.ok ? images[largestImage(placement.overlay, images) ?? -1] : undefined;
    if (image) goToImage(image.sopInstanceUid);
    else if (series) put(content(uid, series.seriesInstanceUid), free);
    else toast({ text: t('study.jump.missing') });
  };
  return { free, goToImage, goToOverlay: (state: OverlayState) => void goToOverlay(state) };
}
