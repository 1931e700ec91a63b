'use client';
import { useState } from 'react';
import { emergencyInterpretationInputSchema, type EmergencyInterpretation } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { Button } from '@/components/ui/button';
import { CheckField, Field, TextAreaField } from '@/components/ui/field';
import { Instant } from '@/components/ui/instant';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { check } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { t } from '@/lib/i18n';
import { recordEmergency } from '../api/report';

interface Props {
  studyUid: string;
  said: EmergencyInterpretation | null;
  /** Once the report is final, what was said before stands beside it. */
  final: boolean;
  refresh: () => Promise<void>;
}

/** What the emergency department reads in the study, beside the report. */
export function Emergency({ studyUid, said, final, refresh }: Props) {
  const may = useMay('emergency.interpret');
  const toast = useToast();
  const [recording, setRecording] = useState(false);
  const recorded = (): void => {
    setRecording(false);
    toast({ text: t('emergency.recorded') });
    void refresh();
  };
  return (
    <>
      {said && <Said said={said} />}
      {may && !(said && final) && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          onClick={() => setRecording(true)}
          data-testid="emergency-record"
        >
          {t('emergency.record')}
        </Button>
      )}
      {recording && (
        <RecordForm studyUid={studyUid} said={said} onSaved={recorded} onClose={() => setRecording(false)} />
      )}
    </>
  );
}

function Said({ said }: { said: EmergencyInterpretation }) {
  return (
    <section
      aria-label={t('emergency.title')}
      data-testid="emergency-said"
      className="rounded-md border border-line bg-surface-2 p-2"
    >
      <h3 className="text-[11px] text-text-3">
        {t('emergency.title')}: {t(said.suspected ? 'emergency.suspected' : 'emergency.notSuspected')}
      </h3>
      <p dir="auto" className="break-words whitespace-pre-wrap">
        {said.text}
      </p>
      <p className="text-[12px] text-text-3">
        <bdi>{t('emergency.by', { name: said.physician, recorder: said.recordedBy })}</bdi>,{' '}
        <Instant at={said.recordedAt} />
      </p>
    </section>
  );
}

interface FormProps {
  studyUid: string;
  said: EmergencyInterpretation | null;
  onSaved: () => void;
  onClose: () => void;
}

function RecordForm({ studyUid, said, onSaved, onClose }: FormProps) {
  return (
    <RecordDialog
      title={t('emergency.record.title')}
      description={t('emergency.record.lead')}
      testId="emergency-dialog"
      read={(form) =>
        check(emergencyInterpretationInputSchema, {
          physician: textOf(form, 'physician'),
          text: textOf(form, 'text'),
          suspected: form.has('suspected'),
        })
      }
      save={(input) => recordEmergency(studyUid, input)}
      onSaved={onSaved}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <Field
            label={t('emergency.physician')}
            name="physician"
            defaultValue={said?.physician ?? ''}
            error={problems['physician']}
          />
          <TextAreaField
            label={t('emergency.text')}
            name="text"
            defaultValue={said?.text ?? ''}
            error={problems['text']}
          />
          <CheckField label={t('emergency.suspects')} name="suspected" defaultChecked={said?.suspected} />
        </>
      )}
    </RecordDialog>
  );
}
