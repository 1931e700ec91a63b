import { Siren } from 'lucide-react';
import { tn, t } from '@/lib/i18n';

/** That critical results of the study are open: a person has marked them, and nobody has closed them yet. */
export function CriticalResultMark({ open }: { open: number }) {
  if (open === 0) return null;
  const words = tn('critical.row', open);
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      data-testid="row-critical"
      className="inline-flex shrink-0 items-center gap-1 rounded bg-red-soft px-1 text-[11px] font-semibold whitespace-nowrap text-red"
    >
      <Siren size={11} aria-hidden className="shrink-0" />
      {t('critical.row.mark')}
    </span>
  );
}
