'use client';
import type { Study } from '@firstread/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useAssignment } from '@/components/assignment/use-assignment';
import { useClaiming } from '@/components/assignment/use-claiming';
import { useHolds } from '@/components/assignment/use-holds';
import { useSession } from '@/lib/auth/session';
import { adopt } from '@/lib/claims/claims';
import { studyKey } from '../api/study';

/** What the reader does about the study besides looking at it. Opening one that was handed to them takes it up. */
export function useHolding(study: Study, onBack: () => void) {
  const { studyInstanceUid: uid, worklistItem: row } = study;
  const { id } = useSession();
  const client = useQueryClient();
  const [giving, setGiving] = useState<'skip' | 'hold' | 'handOver' | null>(null);
  const held = row?.claim?.holderId === id;
  useEffect(() => {
    // Refused where it was given away this moment: the pushed row says so.
    if (held) adopt(uid).catch(() => undefined);
  }, [held, uid]);

  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: studyKey(uid) }),
    [client, uid],
  );
  const assignment = useAssignment(refresh);
  const claiming = useClaiming(refresh, refresh);
  const holds = useHolds(refresh);
  const { may } = assignment;
  const unread = may && row?.reading === 'unread';
  const canGive = unread && (row.claim === null || held);
  const start = (kind: 'skip' | 'hold' | 'handOver') => () => canGive && setGiving(kind);
  return {
    row,
    may,
    canClaim: unread,
    canGive,
    claim: () => unread && claiming.toggle(row),
    next: assignment.next,
    skip: assignment.skip,
    give: assignment.give,
    undo: assignment.undo,
    claiming,
    holds,
    giving,
    startSkip: start('skip'),
    startHold: start('hold'),
    startHandOver: start('handOver'),
    endGiving: () => setGiving(null),
    /** The study is not the reader's any more. */
    onGiven: onBack,
    inDialog: giving !== null || claiming.asked !== null,
    onTaken: refresh,
  };
}
