'use client';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatInstant, formatTime } from '@/lib/format/instant';

/** An instant in the site's zone; in full on hover. */
export function Instant({ at }: { at: string }) {
  const timeZone = useTimeZone();
  const now = useNowRounded(60_000);
  return (
    <time dateTime={at} title={formatInstant(at, timeZone)} className="tabular whitespace-nowrap">
      {formatTime(at, timeZone, now)}
    </time>
  );
}
