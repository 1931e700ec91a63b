'use client';
import { useState } from 'react';
import { disagrees, peerCategorySchema, peerVerdictSchema, type PeerReview } from '@firstread/contract';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import { RecordDialog } from '@/components/form/record-dialog';
import { CheckField, FieldGroup, SelectField, TextAreaField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { giveReview } from '../api/learning';
import { readReview } from '../model/forms';
import { ReportText } from './said';

interface Props {
  one: PeerReview;
  onGiven: () => void;
  onClose: () => void;
}

/** The report of a colleague, and what the reviewer says of it. */
export function ReviewDialog({ one, onGiven, onClose }: Props) {
  const [disagreeing, setDisagreeing] = useState(false);
  const name = one.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('learning.review.title', { name })}
      description={t('learning.review.lead')}
      testId="review-dialog"
      submitText={t('learning.review.submit')}
      read={readReview}
      save={(given) => giveReview(one.id, given)}
      onSaved={onGiven}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <StudyOfPatient study={one} />
          <div className="rounded-md bg-surface-0 p-2">
            <ReportText sections={one.sections} />
            <p className="mt-1.5 text-[12px] text-text-3">
              {one.author === null ? t('learning.blind') : t('learning.author', { name: one.author })}
            </p>
          </div>
          <SelectField
            label={t('learning.verdict')}
            name="verdict"
            error={problems['verdict']}
            onChange={(event) => setDisagreeing(disagrees(peerVerdictSchema.parse(event.target.value)))}
          >
            {peerVerdictSchema.options.map((verdict) => (
              <option key={verdict} value={verdict}>
                {t(`learning.verdict.${verdict}`)}
              </option>
            ))}
          </SelectField>
          {disagreeing && (
            <FieldGroup label={t('learning.categories')} error={problems['categories']}>
              {peerCategorySchema.options.map((category) => (
                <CheckField
                  key={category}
                  name="categories"
                  value={category}
                  label={t(`learning.category.${category}`)}
                />
              ))}
            </FieldGroup>
          )}
          <TextAreaField
            label={t('learning.comment')}
            hint={t('learning.comment.hint')}
            name="comment"
            dir="auto"
            maxLength={2000}
            error={problems['comment']}
          />
        </>
      )}
    </RecordDialog>
  );
}
