'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback } from 'react';
import { useUndo } from '@/components/assignment/undo';
import { useToast } from '@/components/ui/toast';
import { ApiError } from '@/lib/api/problem';
import { useSession } from '@/lib/auth/session';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { markRead as sendRead, markUnread } from '../api/worklist';

/** Mark a study as read, with ten seconds to take it back. */
export function useMarkRead(takeItem: (item: WorklistItem) => void, refresh: () => void) {
  const { id } = useSession();
  const toast = useToast();
  const { doing, offer } = useUndo();

  const report = useCallback(
    (error: unknown, name: string) => {
      const conflict = error instanceof ApiError && error.status === 409;
      toast({
        tone: 'error',
        text: conflict
          ? t('worklist.read.conflict', { name })
          : t('worklist.read.error', { name, detail: error instanceof Error ? error.message : '' }),
      });
      refresh();
    },
    [toast, refresh],
  );

  const undoRead = useCallback(
    (item: WorklistItem, heldBefore: boolean) => {
      const name = nameOf(item.patient);
      markUnread(item, heldBefore).then(
        (back) => {
          takeItem(back);
          toast({ text: t('worklist.read.undone', { name }), durationMs: 4000 });
        },
        (error: unknown) => report(error, name),
      );
    },
    [takeItem, toast, report],
  );

  return useCallback(
    (item: WorklistItem) => {
      const name = nameOf(item.patient);
      const heldBefore = item.claim?.holderId === id;
      doing(sendRead(item)).then(
        (read) => {
          takeItem(read);
          offer({ text: t('worklist.read.done', { name }), run: () => undoRead(read, heldBefore) });
        },
        (error: unknown) => report(error, name),
      );
    },
    [id, takeItem, doing, offer, undoRead, report],
  );
}
