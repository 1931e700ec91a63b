import { z } from 'zod';
import { claimTokenSchema } from './claim.js';
import { instantSchema } from './codes.js';
import { heldStudySchema, worklistItemSchema } from './worklist.js';

/** Why a reader puts a study off; `other` needs a note. */
export const skipReasonSchema = z.enum([
  'notMySubspecialty',
  'needsPriors',
  'poorQuality',
  'tooComplexNow',
  'other',
]);
export type SkipReason = z.infer<typeof skipReasonSchema>;

export const subspecialtySchema = z.enum([
  'neuro',
  'chest',
  'cardiac',
  'abdomen',
  'breast',
  'musculoskeletal',
]);
export type Subspecialty = z.infer<typeof subspecialtySchema>;

const modalitySchema = z.string().regex(/^[A-Z0-9]{1,16}$/, 'is not a modality, such as CT');
const listOf = (item: z.ZodString) => z.array(item).max(50);
const name = z.string().trim().min(1).max(120);

export const readingRightsSchema = z
  .object({
    modalities: listOf(modalitySchema),
    subspecialties: z.array(subspecialtySchema),
    sites: listOf(name).describe('Institution names as the images state them'),
    credentials: listOf(name).describe('What the reader holds'),
  })
  .meta({
    id: 'ReadingRights',
    description: 'What a reader may read. An empty list restricts nothing; with all empty they may read all',
  });
export type ReadingRights = z.infer<typeof readingRightsSchema>;

export const readingRequirementSchema = z
  .object({ subject: name.describe('A modality or a body part'), credential: name })
  .meta({ id: 'ReadingRequirement', description: 'A credential that reading something needs' });
export type ReadingRequirement = z.infer<typeof readingRequirementSchema>;

export const readingRequirementsSchema = z
  .object({ requirements: z.array(readingRequirementSchema).max(100) })
  .meta({ id: 'ReadingRequirements', description: 'Asked of every reader whose rights are written down' });
export type ReadingRequirements = z.infer<typeof readingRequirementsSchema>;

const capSchema = z.number().positive().max(1000).nullable();
const EXEMPT = 'STAT, critical and overdue studies are exempt';
const capsSchema = z.object({
  capRvu: capSchema.describe(`Most work to hold at once, in RVU. ${EXEMPT}`),
  shiftCapRvu: capSchema.describe(`Most work of a shift, read and held, in RVU. ${EXEMPT}`),
});

export const readerProfileSchema = capsSchema
  .extend({
    readerId: z.string(),
    displayName: z.string(),
    rights: readingRightsSchema,
    version: z.number().int().describe('0 where nobody has set one'),
  })
  .meta({ id: 'ReaderProfile', description: 'Rights and workload of a reader' });
export type ReaderProfile = z.infer<typeof readerProfileSchema>;

export const readerProfileInputSchema = capsSchema
  .extend({ rights: readingRightsSchema, expectedVersion: z.number().int().min(0) })
  .meta({ id: 'ReaderProfileInput', description: 'Rights and workload of a reader, to be set' });
export type ReaderProfileInput = z.infer<typeof readerProfileInputSchema>;

export const readerSchema = capsSchema
  .extend({
    id: z.string(),
    displayName: z.string(),
    holding: z.number().int().describe('Studies that they hold now'),
    outstandingRvu: z.number().describe('Work of what they hold now'),
    shiftRvu: z
      .number()
      .describe('Work of what they have read since the shift began, and of what they hold now'),
    skipsToday: z.number().int().nullable().describe('Null for all but the head of the department'),
  })
  .meta({ id: 'Reader', description: 'A radiologist who can sign in, and their workload' });
export type Reader = z.infer<typeof readerSchema>;

export const readerListSchema = z
  .object({
    readers: z.array(readerSchema),
    shiftStartedAt: instantSchema.describe('When the shift that runs now began'),
  })
  .meta({ id: 'ReaderList', description: 'By name' });
export type ReaderList = z.infer<typeof readerListSchema>;

const rvuSchema = z.number().min(0.01).max(50);

export const studyWorkSchema = z
  .object({
    modality: modalitySchema,
    bodyPart: z
      .string()
      .trim()
      .toUpperCase()
      .min(1)
      .max(16)
      .nullable()
      .describe('As the images state it; null for all that have no entry of their own'),
    rvu: rvuSchema,
  })
  .meta({ id: 'StudyWork', description: 'How much work a study of a modality is, in relative value units' });
export type StudyWork = z.infer<typeof studyWorkSchema>;

export const workloadSchema = z
  .object({
    rvu: z.array(studyWorkSchema).max(500).describe('Of several that fit a study the greatest counts'),
    defaultRvu: rvuSchema.describe('Of a study whose modalities have no entry'),
    shiftStarts: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day, such as 07:00'))
      .min(1)
      .max(8)
      .describe("Times of day in the site's zone; a shift lasts until the next"),
    version: z.number().int(),
  })
  .meta({ id: 'Workload', description: 'What the work of readers is measured by' });
export type Workload = z.infer<typeof workloadSchema>;

export const workloadInputSchema = workloadSchema
  .omit({ version: true })
  .extend({ expectedVersion: z.number().int() })
  .superRefine(({ rvu, shiftStarts }, context) => {
    const twice = firstTwice(
      rvu.map(({ modality, bodyPart }) => [modality, bodyPart ?? ''].join(' ').trim()),
    );
    if (twice !== undefined)
      context.addIssue({ code: 'custom', path: ['rvu'], message: `${twice} has more than one value` });
    const start = firstTwice(shiftStarts);
    if (start !== undefined)
      context.addIssue({ code: 'custom', path: ['shiftStarts'], message: `${start} is named twice` });
  })
  .meta({ id: 'WorkloadInput', description: 'What the work of readers is measured by, to be set' });
export type WorkloadInput = z.infer<typeof workloadInputSchema>;

function firstTwice(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}

export const passedOverSchema = z
  .object({
    why: z.enum([
      'heldByOther',
      'heldByYou',
      'onHold',
      'skipped',
      'noRight',
      'overCap',
      'overShiftCap',
      'beingTaken',
    ]),
    count: z.number().int(),
  })
  .meta({
    id: 'PassedOver',
    description: 'How many studies stood before the one taken, and why they were not',
  });
export type PassedOver = z.infer<typeof passedOverSchema>;

export const nextStudySchema = heldStudySchema
  .extend({ passedOver: z.array(passedOverSchema) })
  .meta({ id: 'NextStudy', description: 'The next study of the reading order for the caller, who holds it' });
export type NextStudy = z.infer<typeof nextStudySchema>;

export const skipSchema = z
  .object({
    token: claimTokenSchema.optional().describe('Of the claim that ends with it'),
    reasonCode: skipReasonSchema,
    note: z.string().trim().max(500).optional(),
  })
  .refine(({ reasonCode, note }) => reasonCode !== 'other' || (note?.length ?? 0) >= 3, {
    path: ['note'],
    error: 'Say in a few words why',
  })
  .meta({ id: 'Skip', description: 'Puts a study off, for a while and for the caller alone' });
export type Skip = z.infer<typeof skipSchema>;

export const skippedSchema = z
  .object({ item: worklistItemSchema, hiddenUntil: instantSchema })
  .meta({ id: 'Skipped', description: 'The study, and until when it is not offered to the caller again' });
export type Skipped = z.infer<typeof skippedSchema>;

export const unskippedSchema = z
  .object({ item: worklistItemSchema, token: claimTokenSchema.nullable() })
  .meta({
    id: 'Unskipped',
    description: 'With the token of the claim, where the caller holds the study again',
  });
export type Unskipped = z.infer<typeof unskippedSchema>;

export const undoneHoldSchema = z
  .object({ item: worklistItemSchema, token: claimTokenSchema.nullable() })
  .meta({
    id: 'UndoneHold',
    description: 'With the token of the claim, where the caller holds the study again',
  });
export type UndoneHold = z.infer<typeof undoneHoldSchema>;

export const handOverSchema = z
  .object({
    token: claimTokenSchema,
    readerId: z.uuid(),
    reason: z.string().trim().max(500).optional(),
  })
  .meta({ id: 'HandOver', description: 'Gives a held study to a named reader' });
export type HandOver = z.infer<typeof handOverSchema>;
