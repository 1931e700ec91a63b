'use client';
import { useCallback, useEffect, useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { adoptOwn, onClaimLost, SIGN_MS, signAll } from '@/lib/claims/claims';
import { t } from '@/lib/i18n';
import { useFeedListener } from '@/lib/realtime/provider';

/** Keeps up what its reader holds, whatever the page shows, and says so where a claim was lost. Draws nothing. */
export function ClaimKeeper(): null {
  const toast = useToast();
  const may = useMay('worklist.claim');
  /** Whether the server has told what the reader holds, since the connection was last away. */
  const asked = useRef(false);
  const ask = useCallback((): void => {
    if (!may) return;
    asked.current = true;
    adoptOwn().catch(() => (asked.current = false));
  }, [may]);
  useFeedListener({ catchUp: ask });
  useEffect(() => {
    ask();
    const timer = setInterval(() => {
      void signAll();
      if (!asked.current) ask();
    }, SIGN_MS);
    const stop = onClaimLost(() => toast({ tone: 'error', text: t('claim.lost') }));
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [ask, toast]);
  return null;
}
