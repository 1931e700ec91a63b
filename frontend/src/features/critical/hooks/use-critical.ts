'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CriticalResult } from '@firstread/contract';
import { useUndo } from '@/components/assignment/undo';
import { errorText } from '@/components/ui/error-state';
import { useToast } from '@/components/ui/toast';
import { useSession } from '@/lib/auth/session';
import { criticalKey, useCriticalInterval } from '@/lib/critical/use-critical-count';
import { t } from '@/lib/i18n';
import { useMenuOpen } from '@/lib/list/open-menus';
import { useIdle } from '@/lib/list/use-idle';
import { fetchOfStudy, ofStudyKey, take } from '../api/critical';
import { currentRows, heldBoard, type Board } from '../model/board-rows';

/** All that was ever marked in a study: what is open, and what is done. */
export function useOfStudy(studyUid: string) {
  const interval = useCriticalInterval();
  const open = useQuery({
    queryKey: ofStudyKey(studyUid, 'open'),
    queryFn: ({ signal }) => fetchOfStudy(studyUid, 'open', signal),
    refetchInterval: interval,
  });
  const done = useQuery({
    queryKey: ofStudyKey(studyUid, 'done'),
    queryFn: ({ signal }) => fetchOfStudy(studyUid, 'done', signal),
    refetchInterval: interval,
  });
  return { open, done };
}

/** Has all that pages show of critical results fetched again. */
export function useCriticalRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: criticalKey });
}

/** Takes a result upon oneself, or gives it back. */
export function useTaking() {
  const { id } = useSession();
  const refresh = useCriticalRefresh();
  const toast = useToast();
  const { withdraw } = useUndo();
  return useMutation({
    mutationFn: (result: CriticalResult) =>
      take('assignment', result.id, {
        to: result.assignee?.id === id ? null : id,
        expectedVersion: result.version,
      }),
    onSuccess: (result) => withdraw(result.id),
    onError: (error) => toast({ text: t('critical.error', { detail: errorText(error) }), tone: 'error' }),
    onSettled: refresh,
  });
}

interface Seen extends Board {
  of: readonly CriticalResult[] | null;
  held: boolean;
}

/** The rows of the board, which stay where they are while somebody points at them or fills in a dialog. */
export function useBoard(open: readonly CriticalResult[]) {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const busy = useMenuOpen();
  // A resting pointer or focus does not hold for ever.
  const idle = useIdle();
  const held = ((pointer || focus) && !idle) || busy;
  const [seen, setSeen] = useState<Seen>({ of: null, held, rows: [], fresh: 0 });
  const follow = (): Seen => ({ of: open, held, rows: currentRows(open), fresh: 0 });
  let now = seen;
  if (seen.of !== open || seen.held !== held) {
    const keeps = held && seen.rows.length > 0;
    now = keeps ? { of: open, held, ...heldBoard(seen.rows, open) } : follow();
    setSeen(now);
  }
  const apply = (): void => setSeen(follow());
  return { rows: now.rows, fresh: now.fresh, setPointer, setFocus, apply };
}
