'use client';
import { CircleCheck, CircleSlash, Hourglass, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { CriticalLevel, CriticalResult } from '@firstread/contract';
import { useTimeZone } from '@/lib/auth/session';
import { useNow } from '@/lib/clock/use-now';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { timeLeft, type TimeLeftState } from '../model/time-left';

const looks: Record<TimeLeftState, { icon: LucideIcon; className: string }> = {
  overdue: { icon: TriangleAlert, className: 'text-red font-semibold' },
  atRisk: { icon: Hourglass, className: 'text-amber font-medium' },
  onTime: { icon: Hourglass, className: 'text-text-1' },
  received: { icon: CircleCheck, className: 'text-green' },
  receivedLate: { icon: CircleCheck, className: 'text-amber' },
  withdrawn: { icon: CircleSlash, className: 'text-text-3' },
};

/** How long there is left, which ticks; counts up once it is overdue. */
export function TimeLeft({ result }: { result: CriticalResult }) {
  const timeZone = useTimeZone();
  const { state, words } = timeLeft(result, useNow());
  const { icon: Icon, className } = looks[state];
  return (
    <span
      data-testid="critical-left"
      data-state={state}
      title={t('critical.dueTitle', { time: formatInstant(result.dueAt, timeZone) })}
      className="inline-block leading-[16px]"
    >
      <span className={`tabular flex items-center gap-1.5 whitespace-nowrap ${className}`}>
        <Icon size={13} aria-hidden className="shrink-0" />
        {words}
      </span>
      {result.state === 'acknowledged' && (
        <span className="block pl-[19px] text-amber">{t('critical.readBack.no')}</span>
      )}
    </span>
  );
}

export const levelLooks: Record<CriticalLevel, { marks: string; className: string }> = {
  red: { marks: '***', className: 'text-red' },
  orange: { marks: '**', className: 'text-amber' },
  yellow: { marks: '*', className: 'text-text-1' },
};

/** A level as marks and word, so that colour is not alone. */
export function LevelMark({ level }: { level: CriticalLevel }) {
  const { marks, className } = levelLooks[level];
  return (
    <span
      title={t(`critical.level.${level}.meaning`)}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}
    >
      <span aria-hidden className="num w-[3ch] leading-none font-semibold">
        {marks}
      </span>
      {t(`critical.level.${level}`)}
    </span>
  );
}
