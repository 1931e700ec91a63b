'use client';
import { takeOverSchema, type WorklistItem } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Field } from '@/components/ui/field';
import { claimStudy } from '@/lib/claims/claims';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';

interface Props {
  item: WorklistItem;
  onTaken: (item: WorklistItem) => void;
  onClose: () => void;
}

/** From the reader who holds the study, with a reason that they and the audit trail see. */
export function TakeOverDialog({ item, onTaken, onClose }: Props) {
  const name = item.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('claim.takeOver.title', { name })}
      description={t('claim.takeOver.lead', { holder: item.claim?.holder ?? '' })}
      testId="take-over-dialog"
      submitText={t('claim.takeOver')}
      read={(form) => check(takeOverSchema, { reason: textOf(form, 'reason') })}
      save={async ({ reason }) => onTaken(await claimStudy(item.studyInstanceUid, { reason }))}
      onSaved={onClose}
      onClose={onClose}
    >
      {(problems) => (
        <Field label={t('claim.takeOver.reason')} name="reason" autoFocus error={problems['reason']} />
      )}
    </RecordDialog>
  );
}
