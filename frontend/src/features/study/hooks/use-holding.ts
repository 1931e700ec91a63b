'use client';
import type { Study, WorklistItem } from '@firstread/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useAssignment } from '@/components/assignment/use-assignment';
import { useSession } from '@/lib/auth/session';
import { adopt } from '@/lib/claims/claims';
import { studyKey } from '../api/study';

/** What the reader does about the study besides looking at it. Opening one that was handed to them takes it up. */
export function useHolding(study: Study, onBack: () => void) {
  const { studyInstanceUid: uid, worklistItem: row } = study;
  const { id } = useSession();
  const client = useQueryClient();
  const [skipping, setSkipping] = useState(false);
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
  const canSkip = may && row?.reading === 'unread' && (row.claim === null || held);
  return {
    row,
    may,
    canSkip,
    next,
    skip,
    undo,
    skipping,
    startSkip: () => canSkip && setSkipping(true),
    endSkip: () => setSkipping(false),
    onSkipped: onBack,
  };
}
