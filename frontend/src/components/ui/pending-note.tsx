import { t } from '@/lib/i18n';

/** Says that figures are behind the log. */
export function PendingNote({ pending }: { pending: boolean }) {
  return (
    pending && (
      <p role="status" className="text-[12px] text-amber">
        {t('figures.pending')}
      </p>
    )
  );
}
