'use client';
import { UserRoundX } from 'lucide-react';
import type { Patient } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';

function Identity({ label, patient, testId }: { label: string; patient: Patient; testId: string }) {
  return (
    <section
      data-testid={testId}
      className="min-w-0 flex-1 rounded-lg border border-line-strong bg-surface-1 p-4"
    >
      <h3 className="text-[12px] text-text-3">{label}</h3>
      <p className="mt-1 text-[17px] leading-6 font-semibold break-words">
        <PatientName name={patient.name} />
      </p>
      <p className="tabular mt-1 text-[13px] break-words text-text-2">
        <bdi className="num">{patient.id || t('patient.noId')}</bdi>
        {patient.birthDate !== null && ` · ${t('study.born', { date: patient.birthDate })}`}
        {patient.sex !== null && patient.sex !== '' && ` · ${patient.sex}`}
      </p>
    </section>
  );
}

interface Props {
  was: Patient;
  now: Patient;
  onOpen: () => void;
  onBack: () => void;
}

/** In the place of the study, whose patient is not the one that the reader opened. */
export function OtherPatient({ was, now, onOpen, onBack }: Props) {
  return (
    <div role="alert" data-testid="other-patient" className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center gap-3 border-y border-amber/50 bg-amber-soft px-6 py-4 max-md:px-4">
        <UserRoundX size={22} aria-hidden className="shrink-0 text-amber" />
        <div className="min-w-0">
          <h2 className="text-[17px] font-semibold">{t('study.other.title')}</h2>
          <p className="text-[13px] text-text-2">{t('study.other.lead')}</p>
        </div>
      </header>
      <div className="flex flex-col gap-6 p-6 max-md:p-4">
        <div className="flex max-w-4xl gap-4 max-md:flex-col">
          <Identity label={t('study.other.was')} patient={was} testId="other-was" />
          <Identity label={t('study.other.is')} patient={now} testId="other-is" />
        </div>
        <div className="flex gap-2">
          <Button variant="primary" autoFocus onClick={onBack}>
            {t('study.gone.back')}
          </Button>
          <Button onClick={onOpen} data-testid="open-anyway">
            {t('study.other.open')}
          </Button>
        </div>
      </div>
    </div>
  );
}
