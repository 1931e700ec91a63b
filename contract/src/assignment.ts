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

const listOf = (item: z.ZodString) => z.array(item).max(50);
const name = z.string().trim().min(1).max(120);

export const readingRightsSchema = z
  .object({
    modalities: listOf(z.string().regex(/^[A-Z0-9]{1,16}$/, 'is not a modality, such as CT')),
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

const capSchema = z
  .number()
  .positive()
  .max(1000)
  .nullable()
  .describe('Most work to hold at once, in RVU. STAT, critical and overdue studies are exempt');

export const readerProfileSchema = z
  .object({
    readerId: z.string(),
    displayName: z.string(),
    rights: readingRightsSchema,
    capRvu: capSchema,
    version: z.number().int().describe('0 where nobody has set one'),
  })
  .meta({ id: 'ReaderProfile', description: 'Rights and workload of a reader' });
export type ReaderProfile = z.infer<typeof readerProfileSchema>;

export const readerProfileInputSchema = z
  .object({ rights: readingRightsSchema, capRvu: capSchema, expectedVersion: z.number().int().min(0) })
  .meta({ id: 'ReaderProfileInput', description: 'Rights and workload of a reader, to be set' });
export type ReaderProfileInput = z.infer<typeof readerProfileInputSchema>;

export const readerSchema = z
  .object({
    id: z.string(),
    displayName: z.string(),
    holding: z.number().int().describe('Studies that they hold now'),
    outstandingRvu: z.number(),
    capRvu: z.number().nullable(),
    skipsToday: z.number().int().nullable().describe('Null for all but the head of the department'),
  })
  .meta({ id: 'Reader', description: 'A radiologist who can sign in, and their workload' });
export type Reader = z.infer<typeof readerSchema>;

export const readerListSchema = z
  .object({ readers: z.array(readerSchema) })
  .meta({ id: 'ReaderList', description: 'By name' });
export type ReaderList = z.infer<typeof readerListSchema>;

export const passedOverSchema = z
  .object({
    why: z.enum(['heldByOther', 'heldByYou', 'onHold', 'skipped', 'noRight', 'overCap', 'beingTaken']),
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
