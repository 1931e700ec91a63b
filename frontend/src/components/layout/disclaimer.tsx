import { t } from '@/lib/i18n';

export function Disclaimer() {
  return (
    <p data-testid="disclaimer" className="shrink-0 px-3 text-[11px] leading-5 text-text-3">
      {t('app.notADevice')}
    </p>
  );
}
