'use client';
import { discrepancyGradeSchema, type DiscrepancyGrade } from '@firstread/contract';
import { Field, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';

type Kind = 'preliminaryFinal' | 'emergency';

interface Props {
  kind: Kind;
  grade: DiscrepancyGrade | '';
  note: string;
  /** Whether it may also be left for later. */
  later?: boolean;
  gradeError?: string | undefined;
  noteError?: string | undefined;
  onChange: (grade: DiscrepancyGrade | '', note: string) => void;
}

/** How far apart two are that were said of a study; nothing is chosen beforehand, and what is major needs a few words. */
export function GradingFields({ kind, grade, note, later = false, gradeError, noteError, onChange }: Props) {
  return (
    <div className="flex flex-col gap-2">
      <SelectField
        label={t(`grading.${kind}`)}
        value={grade}
        error={gradeError}
        onChange={(event) => onChange(gradeOf(event.target.value), note)}
        data-testid={`grade-${kind}`}
      >
        {(later || grade === '') && <option value="">{t(later ? 'grading.later' : 'grading.choose')}</option>}
        {discrepancyGradeSchema.options.map((one) => (
          <option key={one} value={one}>
            {t(`grading.${kind}.${one}`)}
          </option>
        ))}
      </SelectField>
      {grade !== '' && grade !== 'none' && (
        <Field
          label={t(grade === 'major' ? 'grading.note.major' : 'grading.note')}
          value={note}
          maxLength={500}
          error={noteError}
          onChange={(event) => onChange(grade, event.target.value)}
          data-testid={`grade-note-${kind}`}
        />
      )}
    </div>
  );
}

function gradeOf(value: string): DiscrepancyGrade | '' {
  return discrepancyGradeSchema.safeParse(value).data ?? '';
}
