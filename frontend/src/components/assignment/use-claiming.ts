'use client';
import type { Claim, WorklistItem } from '@firstread/contract';
import { useCallback, useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { ApiError } from '@/lib/api/problem';
import { useMay, useSession } from '@/lib/auth/session';
import { claimStudy, releaseStudy } from '@/lib/claims/claims';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { useUndo } from './undo';

/** A claim that only goes with a reason: of another reader's study, or of one that is not this reader's to read. */
export interface ReasonAsked {
  kind: 'takeOver' | 'override';
  item: WorklistItem;
  /** Why it was refused, where it was. */
  detail?: string;
}

/** Claim and release, each to be undone for ten seconds; what needs a reason is asked for in a dialog. */
export function useClaiming(takeItem: (item: WorklistItem) => void, refresh: () => void) {
  const may = useMay('worklist.claim');
  const { id } = useSession();
  const toast = useToast();
  const { doing, offer } = useUndo();
  const [asked, setAsked] = useState<ReasonAsked | null>(null);

  const act = useCallback(
    function change(item: WorklistItem, to: 'claimed' | 'free', undone = false): void {
      const name = nameOf(item.patient);
      const work = to === 'claimed' ? claimStudy(item.studyInstanceUid) : releaseStudy(item.studyInstanceUid);
      doing(work).then(
        (changed) => {
          takeItem(changed);
          const text = t(to === 'claimed' ? 'claim.done' : 'claim.released', { name });
          if (undone) toast({ text, durationMs: 4000 });
          else offer({ text, run: () => change(changed, to === 'claimed' ? 'free' : 'claimed', true) });
        },
        (error: unknown) => {
          const detail = error instanceof Error ? error.message : '';
          if (error instanceof ApiError && error.code === 'NOT_YOUR_READING')
            return setAsked({ kind: 'override', item, detail });
          toast({ tone: 'error', text: t('claim.error', { name, detail }) });
          refresh();
        },
      );
    },
    [takeItem, toast, doing, offer, refresh],
  );

  const toggle = useCallback(
    (item: WorklistItem): void => {
      if (!may) return;
      if (!item.claim || (item.claim.holderId === id && item.claim.handedOver)) act(item, 'claimed');
      else if (item.claim.holderId === id) act(item, 'free');
      else setAsked({ kind: 'takeOver', item });
    },
    [may, id, act],
  );
  return { may, toggle, asked, endAsking: () => setAsked(null) };
}

/** What claiming would do to the study now. */
export function useClaimWord(claim: Claim | null): string {
  const { id } = useSession();
  if (!claim) return t('claim.claim');
  return t(claim.holderId === id ? 'claim.release' : 'claim.takeOver');
}
