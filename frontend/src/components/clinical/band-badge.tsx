import { AlarmClock, ArrowUp, ChevronsUp, Minus, Siren, Sparkles, type LucideIcon } from 'lucide-react';
import { t, type MessageKey } from '@/lib/i18n';
import type { BandKind } from './band';

const looks: Record<BandKind, { icon: LucideIcon; text: MessageKey; className: string }> = {
  stat: { icon: Siren, text: 'band.stat', className: 'bg-red-strong text-white font-semibold' },
  ai: { icon: Sparkles, text: 'band.ai', className: 'bg-violet-soft text-violet font-medium' },
  overdue: { icon: AlarmClock, text: 'band.overdue', className: 'bg-red-soft text-red font-medium' },
  raised: { icon: ArrowUp, text: 'band.raised', className: 'bg-surface-3 text-text-1 font-medium' },
  urgent: { icon: ChevronsUp, text: 'band.urgent', className: 'text-text-1 font-medium' },
  routine: { icon: Minus, text: 'band.routine', className: 'text-text-3' },
};

export function BandBadge({ kind }: { kind: BandKind }) {
  const { icon: Icon, text, className } = looks[kind];
  const padded = kind === 'urgent' || kind === 'routine' ? 'pl-1.5' : 'px-1.5';
  return (
    <span
      data-band={kind}
      className={`inline-flex h-[19px] items-center gap-1 rounded-[5px] text-[11.5px] leading-none whitespace-nowrap ${padded} ${className}`}
    >
      <Icon size={12} strokeWidth={2.2} aria-hidden />
      {t(text)}
    </span>
  );
}
