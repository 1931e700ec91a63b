'use client';
import type { WorklistItem } from '@firstread/contract';
import { ClaimReasonDialog } from '@/components/assignment/claim-reason-dialog';
import { HandOverDialog } from '@/components/assignment/hand-over-dialog';
import { HoldDialog } from '@/components/assignment/hold-dialog';
import { SkipDialog } from '@/components/assignment/skip-dialog';
import type { useClaiming } from '@/components/assignment/use-claiming';
import type { useGiving } from '../hooks/use-giving';

interface Props {
  claiming: ReturnType<typeof useClaiming>;
  giving: ReturnType<typeof useGiving>;
  onTaken: (item: WorklistItem) => void;
}

/** The dialog of what is being done about who reads a study, if any. */
export function AssignmentDialogs({ claiming, giving, onTaken }: Props) {
  const { target, end, assignment, holds } = giving;
  return (
    <>
      {claiming.asked && (
        <ClaimReasonDialog asked={claiming.asked} onTaken={onTaken} onClose={claiming.endAsking} />
      )}
      {target?.kind === 'skip' && <SkipDialog item={target.item} skip={assignment.skip} onClose={end} />}
      {target?.kind === 'hold' && <HoldDialog item={target.item} hold={holds.place} onClose={end} />}
      {target?.kind === 'handOver' && (
        <HandOverDialog item={target.item} give={assignment.give} onClose={end} />
      )}
    </>
  );
}
