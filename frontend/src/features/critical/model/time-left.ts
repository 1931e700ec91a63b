import type { CriticalResult } from '@firstread/contract';
import { dueAt, formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';

export type TimeLeftState = 'overdue' | 'atRisk' | 'onTime' | 'received' | 'receivedLate' | 'withdrawn';

export interface TimeLeft {
  state: TimeLeftState;
  words: string;
}

type Timed = Pick<CriticalResult, 'state' | 'identifiedAt' | 'dueAt' | 'receipt'>;

/** Whether somebody received it within its time limit; null where nobody has. */
export function receivedInTime({
  receipt,
  dueAt: due,
}: Pick<CriticalResult, 'receipt' | 'dueAt'>): boolean | null {
  return receipt === null ? null : Date.parse(receipt.communicatedAt) <= Date.parse(due);
}

/** How long there is to tell somebody, or how long it has been overdue; `now` in milliseconds. */
export function timeLeft(result: Timed, now: number): TimeLeft {
  if (result.state === 'withdrawn') return { state: 'withdrawn', words: t('critical.outcome.withdrawn') };
  const inTime = receivedInTime(result);
  if (inTime !== null)
    return inTime
      ? { state: 'received', words: t('critical.received.inTime') }
      : { state: 'receivedLate', words: t('critical.received.late') };
  const { state, span } = dueAt(result.dueAt, result.identifiedAt, now, false);
  const words = t(state === 'overdue' ? 'critical.overdueFor' : 'critical.left', {
    span: formatDuration(span),
  });
  return { state, words };
}
