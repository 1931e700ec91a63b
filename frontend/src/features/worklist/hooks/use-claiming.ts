'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback, useEffect, useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { useMay, useSession } from '@/lib/auth/session';
import { adopt, claimStudy, loseClaim, releaseStudy } from '@/lib/claims/claims';
import { t } from '@/lib/i18n';

const UNDO_MS = 10_000;

/** Claim and release, each to be undone for ten seconds; what another reader holds is taken over in a dialog. */
export function useClaiming(
  items: readonly WorklistItem[],
  takeItem: (item: WorklistItem) => void,
  refresh: () => void,
) {
  const may = useMay('worklist.claim');
  const { id } = useSession();
  const toast = useToast();
  const [takingOver, setTakingOver] = useState<WorklistItem | null>(null);

  const act = useCallback(
    function change(item: WorklistItem, to: 'claimed' | 'free', undone = false): void {
      const name = item.patient.name.trim() || t('patient.unknown');
      const work = to === 'claimed' ? claimStudy(item.studyInstanceUid) : releaseStudy(item.studyInstanceUid);
      work.then(
        (changed) => {
          takeItem(changed);
          const run = (): void => change(changed, to === 'claimed' ? 'free' : 'claimed', true);
          toast({
            text: t(to === 'claimed' ? 'claim.done' : 'claim.released', { name }),
            durationMs: undone ? 4000 : UNDO_MS,
            ...(undone ? {} : { action: { label: t('common.undo'), run } }),
          });
        },
        (error: unknown) => {
          toast({
            tone: 'error',
            text: t('claim.error', { name, detail: error instanceof Error ? error.message : '' }),
          });
          refresh();
        },
      );
    },
    [takeItem, toast, refresh],
  );

  useEffect(() => {
    for (const { studyInstanceUid: uid, claim } of items) {
      if (claim?.holderId === id) adopt(uid).catch(refresh);
      else if (claim) loseClaim(uid);
    }
  }, [items, id, refresh]);

  const toggle = useCallback(
    (item: WorklistItem): void => {
      if (!may) return;
      if (!item.claim) act(item, 'claimed');
      else if (item.claim.holderId === id) act(item, 'free');
      else setTakingOver(item);
    },
    [may, id, act],
  );
  return { may, toggle, takingOver, endTakingOver: () => setTakingOver(null) };
}
