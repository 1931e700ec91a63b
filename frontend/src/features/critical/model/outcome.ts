import type { CriticalReport, CriticalResult } from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { receivedInTime } from './time-left';

/** What became of a critical result, as the counts of the report have it. */
export type Outcome = 'inTime' | 'late' | 'waiting' | 'withdrawn';

export function outcomeOf(result: Pick<CriticalResult, 'state' | 'receipt' | 'dueAt'>): Outcome {
  if (result.state === 'withdrawn') return 'withdrawn';
  const inTime = receivedInTime(result);
  if (inTime === null) return 'waiting';
  return inTime ? 'inTime' : 'late';
}

/** Which part of what was received came in time, in whole per cent, never rounded up to all; null where nothing was. */
export function inTimePercent({ inTime, late }: Pick<CriticalReport, 'inTime' | 'late'>): number | null {
  const received = inTime + late;
  return received === 0 ? null : Math.floor((100 * inTime) / received);
}

/** How long it took from the finding until somebody had received it; null where nobody has. */
export function tookWords({
  receipt,
  identifiedAt,
}: Pick<CriticalResult, 'receipt' | 'identifiedAt'>): string | null {
  if (receipt === null) return null;
  return formatDuration(Date.parse(receipt.communicatedAt) - Date.parse(identifiedAt));
}
