import { t } from '@/lib/i18n';

/** Names are data: isolated from the direction of the page, never read as markup. */
export function PatientName({ name, className = '' }: { name: string; className?: string }) {
  const shown = name.trim();
  if (shown === '') return <span className={`text-text-3 italic ${className}`}>{t('patient.unknown')}</span>;
  return (
    <bdi dir="auto" className={className}>
      {shown}
    </bdi>
  );
}
