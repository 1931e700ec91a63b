'use client';
import { useState } from 'react';
import { gradeDiscrepancySchema, type DiscrepancyGrade, type GradedDiscrepancy } from '@firstread/contract';
import { GradingFields } from '@/components/clinical/grading-fields';
import { RecordDialog } from '@/components/form/record-dialog';
import { check } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { gradeDiscrepancy } from '../api/discrepancies';
import { SideBySide } from './side-by-side';

interface Props {
  one: GradedDiscrepancy;
  onGraded: () => void;
  onReload: () => void;
  onClose: () => void;
}

/** An attending says how far apart the two are. */
export function GradeDialog({ one, onGraded, onReload, onClose }: Props) {
  const [grade, setGrade] = useState<DiscrepancyGrade | ''>(one.grading?.grade ?? '');
  const [note, setNote] = useState(one.grading?.note ?? '');
  const name = one.patient.name.trim() || t('patient.unknown');
  return (
    <RecordDialog
      title={t('discrepancies.grade.title', { name })}
      description={t('discrepancies.grade.lead')}
      testId="grade-dialog"
      submitText={t('discrepancies.grade.submit')}
      read={() =>
        check(gradeDiscrepancySchema, {
          grade,
          note: grade === 'none' ? null : note,
          expectedVersion: one.version,
        })
      }
      save={(given) => gradeDiscrepancy(one.id, given)}
      onSaved={onGraded}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <SideBySide one={one} />
          <GradingFields
            kind={one.kind}
            grade={grade}
            note={note}
            gradeError={problems['grade']}
            noteError={problems['note']}
            onChange={(nextGrade, nextNote) => {
              setGrade(nextGrade);
              setNote(nextNote);
            }}
          />
        </>
      )}
    </RecordDialog>
  );
}
