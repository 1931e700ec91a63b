'use client';
import { seenIn, type WorklistItem } from '@firstread/contract';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, type MouseEvent } from 'react';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';
import { rememberSeen } from '@/lib/opening/seen';
import type { DisplayRow } from '../model/hold';
import { forgetOpened, openedLast, rememberOpened, type useSelection } from './use-selection';

/** A click this soon after rows moved by themselves was meant for what stood there before. */
const SURE_MS = 350;

interface Input {
  rows: readonly DisplayRow[];
  movedAt: number;
  selection: ReturnType<typeof useSelection>;
}

/** Opening goes to the study of the row that the reader saw, or nowhere. */
export function useOpenStudy({ movedAt, selection }: Omit<Input, 'rows'>) {
  const router = useRouter();
  const toast = useToast();
  const { select } = selection;
  const moved = useRef(movedAt);
  useEffect(() => {
    moved.current = movedAt;
  }, [movedAt]);

  const doubtful = useCallback((): boolean => {
    if (Date.now() - moved.current >= SURE_MS) return false;
    toast({ text: t('worklist.changedUnderClick') });
    return true;
  }, [toast]);

  const openStudy = useCallback(
    (item: WorklistItem) => {
      const { studyInstanceUid: uid } = item;
      rememberOpened(uid);
      rememberSeen(uid, seenIn(item));
      router.push(`/studies/${uid}`);
    },
    [router],
  );

  const onLinkClick = useCallback(
    (uid: string, event: MouseEvent<HTMLAnchorElement>) => {
      event.stopPropagation();
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (doubtful()) event.preventDefault();
      else if (!elsewhere) rememberOpened(uid);
    },
    [doubtful],
  );

  const onSelect = useCallback(
    (item: WorklistItem, event: MouseEvent<HTMLElement>) => {
      if (doubtful()) return;
      select(item.studyInstanceUid);
      // A finger has no double click: one tap opens.
      if ((event.nativeEvent as PointerEvent).pointerType === 'touch') openStudy(item);
    },
    [doubtful, select, openStudy],
  );

  return { openStudy, onLinkClick, onSelect };
}

/**
 * A reader who comes back from a study finds the place where they left the list. What they open from it is for the
 * next time: a list whose rows come while it is being left takes nothing.
 */
export function useReturn({ rows, selection: { goTo } }: Pick<Input, 'rows' | 'selection'>): void {
  const [uid] = useState(openedLast);
  useEffect(forgetOpened, []);
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current || rows.length === 0) return;
    restored.current = true;
    const index = uid === null ? -1 : rows.findIndex((row) => row.item.studyInstanceUid === uid);
    if (index >= 0) goTo(index);
  }, [rows, uid, goTo]);
}
