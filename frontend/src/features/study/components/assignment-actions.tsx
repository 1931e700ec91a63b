'use client';
import type { WorklistItem } from '@firstread/contract';
import { ClaimReasonDialog } from '@/components/assignment/claim-reason-dialog';
import { HandOverDialog } from '@/components/assignment/hand-over-dialog';
import { HoldDialog } from '@/components/assignment/hold-dialog';
import { SkipDialog } from '@/components/assignment/skip-dialog';
import { useClaimWord } from '@/components/assignment/use-claiming';
import { KeyHint } from '@/components/keys/key-hint';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import type { useHolding } from '../hooks/use-holding';

type Holding = ReturnType<typeof useHolding>;

/** The dialog of what is being done about who reads the study, if any. */
function GivingDialogs({ holding, row }: { holding: Holding; row: WorklistItem }) {
  const { claiming, giving, skip, give, holds, endGiving, onGiven, onTaken } = holding;
  const giveAway: typeof give = (...to) => give(...to).then(onGiven);
  return (
    <>
      {claiming.asked && (
        <ClaimReasonDialog asked={claiming.asked} onTaken={onTaken} onClose={claiming.endAsking} />
      )}
      {giving === 'skip' && <SkipDialog item={row} skip={skip} onClose={endGiving} onSkipped={onGiven} />}
      {giving === 'hold' && <HoldDialog item={row} hold={holds.place} onClose={endGiving} onHeld={onGiven} />}
      {giving === 'handOver' && <HandOverDialog item={row} give={giveAway} onClose={endGiving} />}
    </>
  );
}

/** Puts the study on hold, or ends its hold. */
function HoldButton({ holding: { row, canGive, holds, startHold } }: { holding: Holding }) {
  if (row?.hold)
    return (
      <Button size="sm" onClick={() => holds.end(row)} data-testid="end-hold" className="max-md:hidden">
        {t('hold.end')}
      </Button>
    );
  if (!canGive) return null;
  return (
    <Button size="sm" onClick={startHold} data-testid="start-hold" className="max-md:hidden">
      {t('hold.button')}
    </Button>
  );
}

/** For readers: whose study it is, and on to the next one. */
export function AssignmentActions({ holding }: { holding: Holding }) {
  const { row, may, canClaim, canGive, claim, next, startSkip, startHandOver } = holding;
  const claimWord = useClaimWord(row?.claim ?? null);
  if (!may) return null;
  return (
    <>
      {canClaim && (
        <Button size="sm" onClick={claim} data-testid="claim-study" className="max-md:hidden">
          {claimWord} <KeyHint action="claim" />
        </Button>
      )}
      <HoldButton holding={holding} />
      {canGive && (
        <>
          <Button size="sm" onClick={startHandOver} className="max-xl:hidden">
            {t('handOver.button')} <KeyHint action="handOver" />
          </Button>
          <Button size="sm" onClick={startSkip} className="max-md:hidden">
            {t('skip.button')} <KeyHint action="skip" />
          </Button>
        </>
      )}
      <Button size="sm" onClick={next} data-testid="next-study" className="max-md:hidden">
        {t('next.button')} <KeyHint action="next" />
      </Button>
      {row && <GivingDialogs holding={holding} row={row} />}
    </>
  );
}
