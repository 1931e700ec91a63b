'use client';
import { closeDiscrepancySchema, discrepancyOutcomeSchema, type Discrepancy } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Field, SelectField } from '@/components/ui/field';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { closeDiscrepancy } from '../api/discrepancies';

interface Props {
  one: Discrepancy;
  onClosed: () => void;
  onClose: () => void;
}

/** A reader has looked at the study again and says what followed. */
export function CloseDialog({ one, onClosed, onClose }: Props) {
  const name = one.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('discrepancies.close.title', { name })}
      description={t('discrepancies.close.lead', { findings: one.findings.join(', ') })}
      testId="discrepancy-dialog"
      submitText={t('discrepancies.close.submit')}
      read={(form) =>
        check(closeDiscrepancySchema, { outcome: textOf(form, 'outcome'), note: textOf(form, 'note') })
      }
      save={(closing) => closeDiscrepancy(one.id, closing)}
      onSaved={onClosed}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <SelectField
            label={t('discrepancies.outcome')}
            name="outcome"
            autoFocus
            error={problems['outcome']}
          >
            {discrepancyOutcomeSchema.options.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`discrepancies.outcome.${outcome}`)}
              </option>
            ))}
          </SelectField>
          <Field label={t('discrepancies.note')} name="note" error={problems['note']} />
        </>
      )}
    </RecordDialog>
  );
}
