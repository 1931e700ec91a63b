import type { Study } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';

/** Whose study a dialog is about, and which. */
export function StudyLine({ study }: { study: Study }) {
  return (
    <p className="rounded-md bg-surface-2 px-3 py-2">
      <PatientName name={study.patient.name} className="font-medium" />{' '}
      <span className="num text-text-3">{study.patient.id}</span>
      <br />
      <span className="text-text-2">
        <bdi dir="auto">{study.studyDescription ?? '–'}</bdi> · {study.studyDate ?? '–'}
      </span>
    </p>
  );
}
