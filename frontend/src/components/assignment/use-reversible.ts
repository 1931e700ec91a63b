'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback } from 'react';
import { useToast } from '@/components/ui/toast';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { useUndo } from './undo';

/** Takes the row after a change, and offers to undo it. */
export function useReversible(takeItem: (item: WorklistItem) => void) {
  const toast = useToast();
  const { offer } = useUndo();
  const fail = useCallback(
    (error: unknown) => toast({ tone: 'error', text: error instanceof Error ? error.message : '' }),
    [toast],
  );
  /** Offers to undo what was done. */
  const done = useCallback(
    (item: WorklistItem, text: string, back: (uid: string) => Promise<WorklistItem>) => {
      takeItem(item);
      offer({
        text,
        run: () => {
          back(item.studyInstanceUid).then((changed) => {
            takeItem(changed);
            toast({ text: t('assignment.undone', { name: nameOf(changed.patient) }), durationMs: 4000 });
          }, fail);
        },
      });
    },
    [takeItem, offer, toast, fail],
  );
  return { done, fail };
}
