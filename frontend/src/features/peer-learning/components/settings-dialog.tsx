'use client';
import type { PeerLearningSettings } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { CheckField, Field } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { saveSettings } from '../api/learning';
import { readSettings } from '../model/forms';

interface Props {
  settings: PeerLearningSettings;
  onSaved: () => void;
  onReload: () => void;
  onClose: () => void;
}

/** How much is reviewed, and whether names are shown. */
export function SettingsDialog({ settings, onSaved, onReload, onClose }: Props) {
  return (
    <RecordDialog
      title={t('learning.settings.title')}
      description={t('learning.settings.lead')}
      testId="learning-settings-dialog"
      read={(form) => readSettings(form, settings.version)}
      save={saveSettings}
      onSaved={onSaved}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Field
            label={t('learning.settings.percent')}
            hint={t('learning.settings.percentHint')}
            name="percent"
            inputMode="decimal"
            defaultValue={settings.percent}
            error={problems['percent']}
          />
          <Field
            label={t('learning.settings.cap')}
            name="capPerReader"
            inputMode="numeric"
            defaultValue={settings.capPerReader}
            error={problems['capPerReader']}
          />
          <CheckField label={t('learning.settings.blind')} name="blind" defaultChecked={settings.blind} />
        </>
      )}
    </RecordDialog>
  );
}
