'use client';
import type { WorklistItem } from '@firstread/contract';
import { useEffect } from 'react';
import { useSession } from '@/lib/auth/session';
import { adopt, forgetClaim, loseClaim } from '@/lib/claims/claims';

/** The signs of life of this window go on for what its reader holds. What was handed over waits until they take it up. */
export function useAdopted(items: readonly WorklistItem[], refresh: () => void): void {
  const { id } = useSession();
  useEffect(() => {
    for (const { studyInstanceUid: uid, claim } of items) {
      if (!claim) continue;
      if (claim.holderId === id && !claim.handedOver) adopt(uid).catch(refresh);
      else if (claim.handedOver?.byId === id) forgetClaim(uid);
      else if (claim.holderId !== id) loseClaim(uid);
    }
  }, [items, id, refresh]);
}
