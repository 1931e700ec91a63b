import type { Delivery, StudyFetch } from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';

export type DeliveryLook = Delivery['state'] | 'again';
export type FetchLook = StudyFetch['state'] | 'again';

/** One that waits after an attempt did not succeed is said to be tried again. */
export function lookOf<S extends string>(job: { state: S; problem: string | null }): S | 'again' {
  return job.state === 'waiting' && job.problem !== null ? 'again' : job.state;
}

/** When the next attempt is; null where none is to come. */
export function nextWords(
  { state, nextAttemptAt }: Pick<Delivery, 'state' | 'nextAttemptAt'>,
  peerEnabled: boolean,
  now: number,
): string | null {
  if (state !== 'waiting') return null;
  if (!peerEnabled) return t('deliveries.next.disabled');
  const left = nextAttemptAt === null ? 0 : Date.parse(nextAttemptAt) - now;
  return left <= 0 ? t('deliveries.next.now') : t('deliveries.next.in', { time: formatDuration(left) });
}

export function mayRetry({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'waiting' || state === 'failed';
}

const BUSY_MS = 5000;
const QUIET_MS = 30_000;

/** Milliseconds until a list is read again: each reading of patients' data is in the audit trail. */
export function refreshAfter(states: readonly (Delivery['state'] | StudyFetch['state'])[]): number {
  return states.some((state) => state === 'waiting' || state === 'sending' || state === 'fetching')
    ? BUSY_MS
    : QUIET_MS;
}
