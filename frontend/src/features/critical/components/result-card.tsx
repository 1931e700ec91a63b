'use client';
import type { CriticalReceipt, CriticalResult } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { historyOf } from '../model/history';
import { Assignee, Finding, WhomToCall } from './cells';
import { LevelMark, TimeLeft } from './marks';
import { StepButtons } from './step-buttons';
import type { Step } from '../model/acting';

interface Props {
  result: CriticalResult;
  /** Null where this reader may not act. */
  onStep: ((step: Step, result: CriticalResult) => void) | null;
}

/** One result of the study: how long there is, whom to call, and what can be done. */
export function ResultCard({ result, onStep }: Props) {
  const open = result.state === 'open' || result.state === 'acknowledged';
  return (
    <li
      data-testid="critical-card"
      data-state={result.state}
      className="flex flex-col gap-2 rounded-lg border border-line-strong bg-surface-2 p-3"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 text-[13px]">
          <Finding result={result} />
        </div>
        <LevelMark level={result.level} />
      </div>
      <TimeLeft result={result} />
      {result.receipt && <ReceivedBy receipt={result.receipt} />}
      {open && (
        <>
          <div className="grid grid-cols-2 gap-3 text-[12px]">
            <div>
              <p className="text-[11px] text-text-3">{t('critical.column.call')}</p>
              <WhomToCall callee={result.callee} />
            </div>
            <div>
              <p className="text-[11px] text-text-3">{t('critical.column.assignee')}</p>
              <Assignee result={result} mayWrite={onStep !== null} />
            </div>
          </div>
          {onStep && <StepButtons result={result} onStep={onStep} />}
        </>
      )}
      <History result={result} />
    </li>
  );
}

function ReceivedBy({ receipt }: { receipt: CriticalReceipt }) {
  const { receiver, receiverRole, how, communicatedAt } = receipt;
  return (
    <p className="text-[12px] break-words" data-testid="critical-received-by">
      <bdi>{receiverRole === null ? receiver : `${receiver} (${receiverRole})`}</bdi>
      <span className="text-text-3">
        {' · '}
        {t(`critical.how.${how}`)}
        {' · '}
        <Instant at={communicatedAt} />
      </span>
    </p>
  );
}

function History({ result }: { result: CriticalResult }) {
  return (
    <details className="text-[12px]">
      <summary className="cursor-pointer text-text-3">{t('critical.history')}</summary>
      <ol className="mt-1 flex flex-col gap-0.5">
        {historyOf(result).map(({ at, text, note }, index) => (
          <li key={index} className="grid grid-cols-[88px_minmax(0,1fr)] gap-2">
            <span className="text-text-3">
              <Instant at={at} />
            </span>
            <span className="min-w-0 break-words">
              <bdi>{text}</bdi>
              {note !== null && <bdi className="text-text-3">: {note}</bdi>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
