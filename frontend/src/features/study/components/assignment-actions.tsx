'use client';
import { SkipDialog } from '@/components/assignment/skip-dialog';
import { KeyHint } from '@/components/keys/key-hint';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import type { useHolding } from '../hooks/use-holding';

/** For readers: on to the next study, or away from this one. */
export function AssignmentActions({ holding }: { holding: ReturnType<typeof useHolding> }) {
  const { row, may, canSkip, next, skip, skipping, startSkip, endSkip, onSkipped } = holding;
  if (!may) return null;
  return (
    <>
      {canSkip && (
        <Button size="sm" onClick={startSkip} className="max-md:hidden">
          {t('skip.button')} <KeyHint action="skip" />
        </Button>
      )}
      <Button size="sm" onClick={next} data-testid="next-study" className="max-md:hidden">
        {t('next.button')} <KeyHint action="next" />
      </Button>
      {skipping && row && <SkipDialog item={row} skip={skip} onClose={endSkip} onSkipped={onSkipped} />}
    </>
  );
}
