'use client';
import { useEffect } from 'react';
import { useToast } from '@/components/ui/toast';
import { onClaimLost, SIGN_MS, signAll } from '@/lib/claims/claims';
import { t } from '@/lib/i18n';

/** Keeps up what this window has claimed, and says so where a claim was lost. Draws nothing. */
export function ClaimKeeper(): null {
  const toast = useToast();
  useEffect(() => {
    const timer = setInterval(() => void signAll(), SIGN_MS);
    const stop = onClaimLost(() => toast({ tone: 'error', text: t('claim.lost') }));
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [toast]);
  return null;
}
