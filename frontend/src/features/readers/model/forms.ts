import {
  readerProfileInputSchema,
  readingRequirementsSchema,
  workloadInputSchema,
  type ReaderProfileInput,
  type ReadingRequirement,
  type ReadingRequirements,
  type StudyWork,
  type WorkloadInput,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { listOf, numberOf } from '@/lib/form/values';

/** The profile that a form describes, of a reader whose profile is at a version. */
export function readProfile(form: FormData, expectedVersion: number): Checked<ReaderProfileInput> {
  return check(readerProfileInputSchema, {
    rights: {
      modalities: listOf(form, 'rights.modalities').map((one) => one.toUpperCase()),
      subspecialties: form.getAll('rights.subspecialties'),
      sites: listOf(form, 'rights.sites'),
      credentials: listOf(form, 'rights.credentials'),
    },
    capRvu: capOf(form, 'capRvu'),
    shiftCapRvu: capOf(form, 'shiftCapRvu'),
    expectedVersion,
  });
}

function capOf(form: FormData, name: string): number | null {
  return textOf(form, name).trim() === '' ? null : numberOf(form, name);
}

/** One on each line: "MG: Mammography". */
export function readRequirements(form: FormData): Checked<ReadingRequirements> {
  const requirements = listOf(form, 'requirements').map((line) => {
    const [subject = '', ...credential] = line.split(':');
    return { subject: subject.trim(), credential: credential.join(':').trim() };
  });
  return check(readingRequirementsSchema, { requirements });
}

export function requirementLines(requirements: readonly ReadingRequirement[]): string {
  return requirements.map(({ subject, credential }) => `${subject}: ${credential}`).join('\n');
}

/** The work of studies, one on each line: "CT: 1.2", or "CT CHEST: 0.9" for a body part. */
export function readWorkload(form: FormData, expectedVersion: number): Checked<WorkloadInput> {
  const rvu = listOf(form, 'rvu').map((line) => {
    const [study = '', value = ''] = line.split(':');
    const [modality = '', ...bodyPart] = study.trim().toUpperCase().split(/\s+/);
    return {
      modality,
      bodyPart: bodyPart.length > 0 ? bodyPart.join(' ') : null,
      rvu: value.trim() === '' ? Number.NaN : Number(value),
    };
  });
  const shiftStarts = listOf(form, 'shiftStarts');
  return check(workloadInputSchema, {
    rvu,
    defaultRvu: numberOf(form, 'defaultRvu'),
    shiftStarts,
    expectedVersion,
  });
}

export function workLines(rvu: readonly StudyWork[]): string {
  return rvu
    .map(({ modality, bodyPart, rvu: value }) => `${nameOfWork(modality, bodyPart)}: ${value}`)
    .join('\n');
}

/** A modality, or a body part in it. */
export function nameOfWork(modality: string, bodyPart: string | null): string {
  return bodyPart === null ? modality : `${modality} ${bodyPart}`;
}
