'use client';
import { useMemo } from 'react';
import type { AiResult } from '@firstread/contract';
import { boxesByImage } from '../model/image-boxes';
import type { NamedOverlay, OverlaySetting } from '../viewer/overlay-painter';
import type { OverlayLook } from '../components/overlay-controls';
import type { OverlayState } from './use-overlays';

const noOverlays: readonly NamedOverlay[] = [];
const noBoxes: OverlaySetting['boxes'] = new Map();

/** What is drawn above the images of a series, as the reader wants it. */
export function useOverlaySetting(
  overlays: readonly OverlayState[],
  results: readonly AiResult[],
  look: OverlayLook,
): OverlaySetting {
  const shown = useMemo<NamedOverlay[]>(
    () =>
      overlays.flatMap(({ sopInstanceUid: id, overlay, firstColour }) =>
        overlay ? [{ id, overlay, firstColour }] : [],
      ),
    [overlays],
  );
  const boxes = useMemo(() => boxesByImage(results), [results]);
  return useMemo(
    () => ({
      overlays: look.on ? shown : noOverlays,
      hidden: look.hidden,
      opacity: look.opacity,
      boxes: look.on ? boxes : noBoxes,
    }),
    [look, shown, boxes],
  );
}
