import { AlarmClock, ClipboardList, Hourglass, Sparkles, type LucideIcon } from 'lucide-react';
import type { Proportion, Reason } from '@firstread/contract';
import { t, type MessageKey } from '@/lib/i18n';
import { versionLabel } from '@/lib/format/text';

const looks: Record<Reason['kind'], { icon: LucideIcon; text: MessageKey; className: string }> = {
  order: { icon: ClipboardList, text: 'reason.order', className: 'text-text-2' },
  ai: { icon: Sparkles, text: 'reason.ai', className: 'text-violet' },
  overdue: { icon: AlarmClock, text: 'reason.overdue', className: 'text-red' },
  hold: { icon: Hourglass, text: 'reason.hold', className: 'text-text-2' },
};

/** How right this model's flags were here, with how sure that is: never a figure without its number. */
function LocalPpv({ ppv: { count, of, value, interval95 } }: { ppv: Proportion }) {
  const percent = (share: number): number => Math.round(share * 100);
  return (
    <span className="block text-text-3" data-testid="local-ppv">
      {value === null || interval95 === null
        ? t('reason.ppv.none')
        : t('reason.ppv', {
            count,
            of,
            value: percent(value),
            low: percent(interval95[0]),
            high: percent(interval95[1]),
          })}
    </span>
  );
}

export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {reasons.map((reason, index) => {
        const { icon: Icon, text, className } = looks[reason.kind];
        return (
          <li key={index} className="flex gap-2">
            <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${className}`} />
            <span className="min-w-0 break-words">
              <span className="sr-only">{t(text)}: </span>
              {reason.text}
              {reason.ppv && <LocalPpv ppv={reason.ppv} />}
              {reason.modelId !== undefined && (
                <span className="text-text-3">
                  {' '}
                  {reason.modelId} {reason.modelVersion !== undefined && versionLabel(reason.modelVersion)}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The reasons in one line, the strongest first. */
export function reasonLine(reasons: readonly Reason[]): string {
  return reasons.map((reason) => reason.text).join(' · ');
}
