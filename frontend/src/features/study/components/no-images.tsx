import { ImageOff } from 'lucide-react';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';

export function NoImages() {
  return (
    <StateView icon={<ImageOff size={18} />} title={t('study.series.none.title')} testId="no-images">
      {t('study.series.none.body')}
    </StateView>
  );
}
