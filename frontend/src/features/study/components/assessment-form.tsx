'use client';
import { ASSESSMENT_REASONS, type AssessmentKind, type AssessmentReason } from '@firstread/contract';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { t } from '@/lib/i18n';

/** What is said besides the kind. */
export interface Detail {
  reason: AssessmentReason;
  correction: string | null;
  note: string | null;
}

interface Props {
  kind: AssessmentKind;
  busy: boolean;
  problem: string | null;
  onGive: (detail: Detail) => void;
  onCancel: () => void;
}

function Reasons({
  kind,
  chosen,
  onChoose,
}: {
  kind: AssessmentKind;
  chosen: AssessmentReason | null;
  onChoose: (reason: AssessmentReason) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-text-3">{t('study.assess.why')}</legend>
      {ASSESSMENT_REASONS[kind].map((reason, index) => (
        <label key={reason} className="flex items-center gap-2 text-text-2">
          <input
            type="radio"
            name={name}
            value={reason}
            autoFocus={index === 0}
            checked={chosen === reason}
            onChange={() => onChoose(reason)}
          />
          {t(`study.assess.reason.${reason}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** Why, and how it is instead: only agreement needs neither. */
export function AssessmentForm({ kind, busy, problem, onGive, onCancel }: Props) {
  const [reason, setReason] = useState<AssessmentReason | null>(null);
  const [correction, setCorrection] = useState('');
  const [note, setNote] = useState('');
  const modifies = kind === 'modify';
  const complete =
    reason !== null && (!modifies || correction.trim() !== '') && (reason !== 'other' || note.trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!complete) return;
    onGive({
      reason,
      correction: modifies ? correction.trim() : null,
      note: note.trim() === '' ? null : note.trim(),
    });
  };
  return (
    <form
      onSubmit={submit}
      data-testid="assessment-form"
      className="mt-1 flex flex-col gap-2 rounded-md bg-surface-0 p-2 text-[12px]"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <Reasons kind={kind} chosen={reason} onChoose={setReason} />
      {modifies && (
        <Field
          label={t('study.assess.correction')}
          value={correction}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => setCorrection(event.target.value)}
        />
      )}
      <Field
        label={t(reason === 'other' ? 'study.assess.note.needed' : 'study.assess.note')}
        value={note}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => setNote(event.target.value)}
      />
      {problem !== null && (
        <p role="alert" className="text-amber">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" type="submit" variant="primary" disabled={busy || !complete}>
          {t('study.assess.give')}
        </Button>
      </div>
    </form>
  );
}
