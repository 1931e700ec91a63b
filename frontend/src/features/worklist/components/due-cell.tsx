'use client';
import { AlarmClock, Clock, ClockAlert } from 'lucide-react';
import type { WorklistItem } from '@firstread/contract';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { dueAt, formatDuration, type DueState } from '@/lib/format/duration';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';

const looks: Record<DueState, { icon: typeof Clock; className: string }> = {
  overdue: { icon: AlarmClock, className: 'text-red font-medium' },
  atRisk: { icon: ClockAlert, className: 'text-amber font-medium' },
  onTime: { icon: Clock, className: 'text-text-2' },
};

/** Counts down by the server's clock, in steps a reader can use. */
export function DueText({ item }: { item: WorklistItem }) {
  const now = useNowRounded(5000);
  const zone = useTimeZone();
  const due = dueAt(item.dueAt, item.readyAt, now, item.overdue);
  const { icon: Icon, className } = looks[due.state];
  const overdue =
    due.span < 60_000 ? t('due.overdueNow') : t('due.overdue', { span: formatDuration(due.span) });
  return (
    <span
      data-due={due.state}
      title={t('due.title', { time: formatInstant(item.dueAt, zone), state: t(`due.state.${due.state}`) })}
      className={`tabular inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}
    >
      <Icon size={12} strokeWidth={2} aria-hidden className={due.state === 'onTime' ? 'text-text-3' : ''} />
      {due.state === 'overdue' ? overdue : t('due.in', { span: formatDuration(due.span) })}
    </span>
  );
}
