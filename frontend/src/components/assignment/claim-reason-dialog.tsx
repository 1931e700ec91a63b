'use client';
import { takeOverSchema, type WorklistItem } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Field } from '@/components/ui/field';
import { claimStudy } from '@/lib/claims/claims';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import type { ReasonAsked } from './use-claiming';

interface Props {
  asked: ReasonAsked;
  onTaken: (item: WorklistItem) => void;
  onClose: () => void;
}

/** A claim from the reader who holds the study, or against missing rights, with a reason that the audit trail keeps. */
export function ClaimReasonDialog({ asked: { kind, item, detail }, onTaken, onClose }: Props) {
  const lead = detail ?? t('claim.takeOver.lead', { holder: item.claim?.holder ?? '' });
  return (
    <RecordDialog
      title={t(`claim.${kind}.title`, { name: nameOf(item.patient) })}
      description={lead}
      testId={kind === 'takeOver' ? 'take-over-dialog' : 'override-dialog'}
      submitText={t(`claim.${kind}`)}
      read={(form) => check(takeOverSchema, { reason: textOf(form, 'reason') })}
      save={async ({ reason }) => onTaken(await claimStudy(item.studyInstanceUid, { [kind]: { reason } }))}
      onSaved={onClose}
      onClose={onClose}
    >
      {(problems) => (
        <Field label={t('claim.takeOver.reason')} name="reason" autoFocus error={problems['reason']} />
      )}
    </RecordDialog>
  );
}
