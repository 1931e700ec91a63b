'use client';
import { HoldDialog } from '@/components/assignment/hold-dialog';
import { SkipDialog } from '@/components/assignment/skip-dialog';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { t } from '@/lib/i18n';
import type { useHolding } from '../hooks/use-holding';

/** For readers: on to the next study, or away from this one. */
export function AssignmentActions({ holding }: { holding: ReturnType<typeof useHolding> }) {
  const { row, may, canLeave, next, skip, holds, asking, endAsking, onLeft } = holding;
  if (!may) return null;
  return (
    <>
      {row?.hold ? (
        <Button size="sm" onClick={() => holds.end(row)} data-testid="end-hold" className="max-md:hidden">
          {t('hold.end')}
        </Button>
      ) : (
        canLeave && (
          <Button size="sm" onClick={holding.startHold} data-testid="start-hold" className="max-md:hidden">
            {t('hold.button')}
          </Button>
        )
      )}
      {canLeave && (
        <Button size="sm" onClick={holding.startSkip} className="max-md:hidden">
          {t('skip.button')} <Kbd>X</Kbd>
        </Button>
      )}
      <Button size="sm" onClick={next} data-testid="next-study" className="max-md:hidden">
        {t('next.button')} <Kbd>N</Kbd>
      </Button>
      {asking === 'skip' && row && (
        <SkipDialog item={row} skip={skip} onClose={endAsking} onSkipped={onLeft} />
      )}
      {asking === 'hold' && row && (
        <HoldDialog item={row} hold={holds.place} onClose={endAsking} onHeld={onLeft} />
      )}
    </>
  );
}
