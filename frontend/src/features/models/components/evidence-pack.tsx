import { FileArchive } from 'lucide-react';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';

/** Inventory, validation, monitoring and stop rules of all models, for who asks how AI is governed here. */
export function EvidencePack() {
  if (!useMay('model.evidence')) return null;
  return (
    <a
      href="/api/v1/evidence-pack"
      download
      title={t('models.evidence.what')}
      data-testid="evidence-pack"
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface-2 px-3 text-[13px] whitespace-nowrap hover:bg-surface-3"
    >
      <FileArchive size={14} aria-hidden /> {t('models.evidence')}
    </a>
  );
}
