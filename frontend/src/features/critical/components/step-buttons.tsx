'use client';
import { CircleSlash } from 'lucide-react';
import type { CriticalResult } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import { patientOf } from './cells';
import type { Step } from '../model/acting';

interface Props {
  result: CriticalResult;
  onStep: (step: Step, result: CriticalResult) => void;
}

/** What can be done with an open result now. */
export function StepButtons({ result, onStep }: Props) {
  const of = { finding: result.finding, name: patientOf(result) };
  if (result.state === 'acknowledged')
    return (
      <Button
        size="sm"
        variant="primary"
        onClick={() => onStep('close', result)}
        aria-label={t('critical.close.of', of)}
        data-testid="critical-close"
        className="max-md:h-9"
      >
        {t('critical.close')}
      </Button>
    );
  return (
    <div className="flex items-center gap-1.5">
      <Button
        size="sm"
        variant="primary"
        onClick={() => onStep('receipt', result)}
        aria-label={t('critical.receipt.of', of)}
        data-testid="critical-receive"
        className="max-md:h-9"
      >
        {t('critical.receipt')}
      </Button>
      <Button
        size="sm"
        onClick={() => onStep('attempt', result)}
        aria-label={t('critical.attempt.of', of)}
        data-testid="critical-try"
        className="max-md:h-9"
      >
        {t('critical.attempt')}
      </Button>
      <IconButton
        label={t('critical.withdraw.of', of)}
        onClick={() => onStep('withdraw', result)}
        data-testid="critical-withdraw"
        className="max-md:size-9"
      >
        <CircleSlash size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
