'use client';
import { outcomesOf, type Discrepancy } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Field, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { closeDiscrepancy } from '../api/discrepancies';
import { readClosing } from '../model/closing';
import { SideBySide } from './side-by-side';

interface Props {
  one: Discrepancy;
  onClosed: () => void;
  onClose: () => void;
}

/** Somebody was told, or looked again, and says what followed. */
export function CloseDialog({ one, onClosed, onClose }: Props) {
  const name = one.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('discrepancies.close.title', { name })}
      description={
        one.kind === 'lateAi'
          ? t('discrepancies.close.lead', { findings: one.findings.join(', ') })
          : t(`discrepancies.close.lead.${one.kind}`)
      }
      testId="discrepancy-dialog"
      submitText={t('discrepancies.close.submit')}
      read={(form) => readClosing(form, one)}
      save={(closing) => closeDiscrepancy(one.id, closing)}
      onSaved={onClosed}
      onClose={onClose}
    >
      {(problems) => (
        <>
          {one.kind !== 'lateAi' && <SideBySide one={one} />}
          <SelectField
            label={t('discrepancies.outcome')}
            name="outcome"
            autoFocus
            defaultValue={one.kind === 'lateAi' ? 'noChange' : 'communicated'}
            error={problems['outcome']}
          >
            {outcomesOf(one.kind).map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`discrepancies.outcome.${outcome}`)}
              </option>
            ))}
          </SelectField>
          {one.kind !== 'lateAi' && (
            <Field
              label={t('discrepancies.toldTo')}
              hint={t(`discrepancies.toldTo.${one.kind}`)}
              name="toldTo"
              maxLength={120}
              error={problems['toldTo']}
            />
          )}
          <Field label={t('discrepancies.note')} name="note" error={problems['note']} />
        </>
      )}
    </RecordDialog>
  );
}
