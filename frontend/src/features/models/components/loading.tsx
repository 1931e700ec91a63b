import { t } from '@/lib/i18n';

/** Stands where the figures of a page will be. */
export function Loading() {
  return (
    <div
      role="status"
      aria-label={t('common.loading')}
      className="h-40 rounded-lg border border-line bg-surface-1"
    />
  );
}
