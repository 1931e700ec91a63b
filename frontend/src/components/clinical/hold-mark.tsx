'use client';
import { Hourglass } from 'lucide-react';
import type { Hold } from '@firstread/contract';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';

/** Why the study cannot be read yet, who said so, and what they noted. */
export function holdWords({ kind, note, by }: Hold): string {
  const words = t('hold.by', { by, reason: t(`hold.kind.${kind}`) });
  return note === null ? words : `${words} – ${note}`;
}

/** Beside the reason of a hold: who gave it, and what they noted. */
export function holdSource({ kind, note, by }: Hold): string {
  return note === null || kind === 'other' ? t('hold.source', { by }) : t('hold.source.note', { by, note });
}

/** Until when the study waits; nothing once that is over, also where the server has not said so yet. */
export function HoldMark({ hold }: { hold: Hold | null }) {
  const now = useNowRounded(5000);
  const zone = useTimeZone();
  if (!hold || Date.parse(hold.until) <= now) return null;
  const time = formatTime(hold.until, zone, now);
  return (
    <span
      data-testid="hold"
      title={t('hold.notice', { time, words: holdWords(hold) })}
      className="flex min-w-[19px] items-center gap-1 rounded bg-surface-3 px-1 text-[11px] font-medium whitespace-nowrap text-text-1"
    >
      <Hourglass size={11} aria-hidden className="shrink-0" />
      <span className="tabular truncate">{t('hold.mark', { time })}</span>
    </span>
  );
}
