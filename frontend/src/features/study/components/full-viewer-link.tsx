import { MonitorUp } from 'lucide-react';
import { t } from '@/lib/i18n';

/** OHIF on the same study, in a window of its own: what is written beside the images here stays open. */
export function FullViewerLink({ studyUid }: { studyUid: string }) {
  return (
    <a
      href={`/ohif/viewer?StudyInstanceUIDs=${encodeURIComponent(studyUid)}`}
      target="_blank"
      rel="noopener"
      title={t('study.fullViewer.title')}
      data-testid="full-viewer"
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-[12px] text-text-2 hover:bg-surface-2 hover:text-text-1"
    >
      <MonitorUp size={15} aria-hidden />
      <span className="max-lg:sr-only">{t('study.fullViewer')}</span>
    </a>
  );
}
