import type { Patient } from '@firstread/contract';
import { PatientName } from './patient-name';
import { StudyLink } from './study-link';

interface Props {
  study: {
    studyInstanceUid: string;
    patient: Patient;
    modalities: readonly string[];
    studyDescription: string | null;
  };
}

/** Whose study it is, which opens it, and what it is of; for the rows of tables. */
export function StudyOfPatient({ study }: Props) {
  const { studyInstanceUid, patient, modalities, studyDescription } = study;
  return (
    <div className="min-w-0 leading-[16px]">
      <StudyLink
        studyUid={studyInstanceUid}
        seen={{ patient, row: null }}
        className="hover:underline hover:decoration-cyan hover:underline-offset-2"
      >
        <PatientName name={patient.name} className="font-medium" />
      </StudyLink>
      <p className="truncate text-text-3">
        {[modalities.join('+'), studyDescription].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
