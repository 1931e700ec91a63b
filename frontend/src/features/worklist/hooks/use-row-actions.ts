'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback, useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import { ApiError } from '@/lib/api/problem';
import { t } from '@/lib/i18n';
import { markReading } from '../api/worklist';

const UNDO_MS = 10_000;

interface Undo {
  run: () => void;
  dismiss: () => void;
}

/** Mark a study as read, with ten seconds to take it back. */
export function useMarkRead(takeItem: (item: WorklistItem) => void, refresh: () => void) {
  const toast = useToast();
  const lastUndo = useRef<Undo | null>(null);

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
    (item: WorklistItem, name: string) => {
      markReading(item, 'unread').then(
        (back) => {
          takeItem(back);
          toast({ text: t('worklist.read.undone', { name }), durationMs: 4000 });
        },
        (error: unknown) => report(error, name),
      );
    },
    [takeItem, toast, report],
  );

  const markRead = useCallback(
    (item: WorklistItem) => {
      const name = item.patient.name.trim() || t('patient.unknown');
      markReading(item, 'read').then(
        (read) => {
          takeItem(read);
          const run = (): void => {
            lastUndo.current = null;
            undoRead(read, name);
          };
          const dismiss = toast({
            text: t('worklist.read.done', { name }),
            durationMs: UNDO_MS,
            action: { label: t('common.undo'), run },
          });
          const undo = { run, dismiss };
          lastUndo.current = undo;
          setTimeout(() => {
            if (lastUndo.current === undo) lastUndo.current = null;
          }, UNDO_MS);
        },
        (error: unknown) => report(error, name),
      );
    },
    [takeItem, toast, undoRead, report],
  );

  const undo = useCallback(() => {
    lastUndo.current?.dismiss();
    lastUndo.current?.run();
  }, []);
  return { markRead, undo };
}
