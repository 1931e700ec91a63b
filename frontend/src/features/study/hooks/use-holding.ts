'use client';
import type { Study, WorklistItem } from '@firstread/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useAssignment } from '@/components/assignment/use-assignment';
import { useHolds } from '@/components/assignment/use-holds';
import { useSession } from '@/lib/auth/session';
import { adopt } from '@/lib/claims/claims';
import { studyKey } from '../api/study';

/** What the reader does about the study besides looking at it. Opening one that was handed to them takes it up. */
export function useHolding(study: Study, onBack: () => void) {
  const { studyInstanceUid: uid, worklistItem: row } = study;
  const { id } = useSession();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'skip' | 'hold' | null>(null);
  const held = row?.claim?.holderId === id;
  useEffect(() => {
    // Refused where it was given away this moment: the pushed row says so.
    if (held) adopt(uid).catch(() => undefined);
  }, [held, uid]);

  const takeItem = useCallback(
    (item: WorklistItem) => void client.invalidateQueries({ queryKey: studyKey(item.studyInstanceUid) }),
    [client],
  );
  const { may, next, skip, undo } = useAssignment(takeItem);
  const holds = useHolds(takeItem);
  const canLeave = may && row?.reading === 'unread' && (row.claim === null || held);
  return {
    row,
    may,
    canLeave,
    next,
    skip,
    holds,
    undo,
    asking,
    startSkip: () => canLeave && setAsking('skip'),
    startHold: () => canLeave && setAsking('hold'),
    endAsking: () => setAsking(null),
    onLeft: onBack,
  };
}
