'use client';
import type { PlaceHold, WorklistItem } from '@firstread/contract';
import { useCallback } from 'react';
import { endHold, placeHold, undoHold } from '@/lib/claims/assignment';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { useUndo } from './undo';
import { useReversible } from './use-reversible';

/** Place and end the hold of a study, each to be undone for ten seconds. `takeItem` is given the row after each change. */
export function useHolds(takeItem: (item: WorklistItem) => void) {
  const { doing } = useUndo();
  const { done, fail } = useReversible(takeItem);

  const place = useCallback(
    async (item: WorklistItem, hold: PlaceHold): Promise<void> => {
      const held = await doing(placeHold(item.studyInstanceUid, hold));
      const words = { name: nameOf(item.patient), reason: t(`hold.kind.${hold.kind}`) };
      done(held, t('hold.done', words), undoHold);
    },
    [doing, done],
  );
  const end = useCallback(
    (item: WorklistItem): void => {
      if (!item.hold) return;
      const text = t('hold.ended', { name: nameOf(item.patient) });
      doing(endHold(item.studyInstanceUid, item.hold)).then((free) => done(free, text, undoHold), fail);
    },
    [doing, done, fail],
  );
  return { place, end };
}
