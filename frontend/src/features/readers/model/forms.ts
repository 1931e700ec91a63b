import {
  readerProfileInputSchema,
  readingRequirementsSchema,
  type ReaderProfileInput,
  type ReadingRequirement,
  type ReadingRequirements,
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
    capRvu: textOf(form, 'capRvu').trim() === '' ? null : numberOf(form, 'capRvu'),
    expectedVersion,
  });
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
