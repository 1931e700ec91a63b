import { z } from 'zod';
import { orderClassSchema } from './codes.js';
import { studySchema } from './study.js';
import { patientSchema, worklistItemSchema, type Patient, type WorklistItem } from './worklist.js';

const seenRowSchema = worklistItemSchema
  .pick({ version: true, orderClass: true, reading: true })
  .extend({ holderId: z.string().nullable().describe('Of its claim') });

export const seenStudySchema = z
  .object({
    patient: patientSchema,
    row: seenRowSchema.nullable().describe('Null where what was opened is no row of the worklist'),
  })
  .meta({ id: 'SeenStudy', description: 'What a reader saw of a study when they opened it' });
export type SeenStudy = z.infer<typeof seenStudySchema>;

export const changeSinceSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('claimed'), by: z.string().describe('Another reader, by name') }),
    z.object({
      kind: z.literal('read'),
      by: z.string().nullable().describe('By name, where it was a person'),
    }),
    z.object({ kind: z.literal('ordered'), orderClass: orderClassSchema }),
    z.object({ kind: z.literal('offList') }),
  ])
  .meta({ id: 'ChangeSince', description: 'What became of a row since a reader saw it' });
export type ChangeSince = z.infer<typeof changeSinceSchema>;

export const openingSchema = z.object({ study: studySchema, changes: z.array(changeSinceSchema) }).meta({
  id: 'Opening',
  description:
    'The study as it is. Where its patient is another than the one seen, it does not count as opened by a reader',
});
export type Opening = z.infer<typeof openingSchema>;

/** What a row of the worklist shows of its study. */
export function seenIn({ patient, version, orderClass, reading, claim }: WorklistItem): SeenStudy {
  return { patient, row: { version, orderClass, reading, holderId: claim?.holderId ?? null } };
}

/** Whether all that tells one patient from another is the same. */
export function samePatient(a: Patient, b: Patient): boolean {
  return a.id === b.id && a.name === b.name && a.birthDate === b.birthDate && a.sex === b.sex;
}
