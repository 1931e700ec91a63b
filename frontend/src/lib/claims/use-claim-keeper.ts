'use client';
import { useEffect } from 'react';
import { useToast } from '@/components/ui/toast';
import { t } from '../i18n';
import { onClaimLost, SIGN_MS, signAll } from './claims';

/** Keeps up what this window has claimed, and says so where a claim was lost. */
export function useClaimKeeper(): void {
  const toast = useToast();
  useEffect(() => {
    const timer = setInterval(() => void signAll(), SIGN_MS);
    const stop = onClaimLost(() => toast({ tone: 'error', text: t('claim.lost') }));
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [toast]);
}
