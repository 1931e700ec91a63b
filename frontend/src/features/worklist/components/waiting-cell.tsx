'use client';
import type { WorklistItem } from '@firstread/contract';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { formatInstant, formatTimeOrDay } from '@/lib/format/instant';
import { t } from '@/lib/i18n';

export function WaitingText({ item }: { item: WorklistItem }) {
  const now = useNowRounded(10_000);
  const zone = useTimeZone();
  return (
    <span
      className="tabular flex w-full min-w-0 items-baseline justify-between gap-2 whitespace-nowrap"
      title={t('worklist.received', { time: formatInstant(item.readyAt, zone) })}
    >
      <span className="text-text-2">{formatDuration(now - Date.parse(item.readyAt))}</span>
      <span className="truncate text-[11px] text-text-3">{formatTimeOrDay(item.readyAt, zone, now)}</span>
    </span>
  );
}
