import { z } from 'zod';
import { aiSummarySchema } from './ai-result.js';
import { claimSchema, claimTokenSchema } from './claim.js';
import { bandSchema, instantSchema, orderClassSchema, uidSchema } from './codes.js';
import { proportionSchema } from './proportion.js';
import { filterParameterSchema } from './filter.js';
import { holdSchema } from './hold.js';

export const reasonSchema = z
  .object({
    kind: z.enum(['order', 'ai', 'overdue', 'hold']),
    text: z.string().describe('In words, for the reader'),
    modelId: z.string().optional(),
    modelVersion: z.string().optional(),
    ppv: proportionSchema
      .optional()
      .describe('Of the flags of the model version that readers here judged, how many they found right'),
  })
  .meta({ id: 'Reason', description: 'One reason for the place of a study in the reading order' });
export type Reason = z.infer<typeof reasonSchema>;

export const patientSchema = z
  .object({
    name: z.string().describe('For display; all component groups'),
    id: z.string(),
    birthDate: z.string().nullable().describe('YYYY-MM-DD'),
    sex: z.string().nullable(),
  })
  .meta({ id: 'Patient', description: 'Patient identity as the images state it' });
export type Patient = z.infer<typeof patientSchema>;

export const worklistItemSchema = z
  .object({
    studyInstanceUid: uidSchema,
    version: z.number().int().describe('Rises with every change of the row'),
    band: bandSchema,
    orderClass: orderClassSchema,
    rankAt: instantSchema.describe('Its place within the band: the earlier, the higher'),
    dueAt: instantSchema,
    readyAt: instantSchema,
    overdue: z.boolean(),
    policyVersion: z.string().describe('Policy and, behind a point, the version of the rules in force'),
    reasons: z.array(reasonSchema).min(1),
    reading: z.enum(['unread', 'read']),
    claim: claimSchema.nullable().describe('Null where nobody is reading it'),
    preliminaryBy: z
      .string()
      .nullable()
      .describe('Who signed a preliminary report, by name, while it waits for an attending'),
    openCritical: z.number().int().min(0).describe('Critical results of it that are not closed'),
    hold: holdSchema.nullable().describe('Null where the study can be read'),
    receiving: z.boolean().describe('Images are still arriving'),
    patient: patientSchema,
    accessionNumber: z.string().nullable(),
    studyDescription: z.string().nullable(),
    studyDate: z.string().nullable().describe('YYYY-MM-DD'),
    modalities: z.array(z.string()),
    bodyParts: z.array(z.string()),
    institution: z.string().nullable(),
    location: z.string().nullable().describe('Where the patient is, as order or images state it'),
    seriesCount: z.number().int(),
    instanceCount: z.number().int(),
    ai: z.array(aiSummarySchema),
  })
  .meta({ id: 'WorklistItem', description: 'One study to read, with the reasons for its place' });
export type WorklistItem = z.infer<typeof worklistItemSchema>;

export const worklistQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(400).optional().describe('Cursor `next` of the page before'),
  filter: filterParameterSchema.optional().describe('A WorklistFilter as JSON'),
});
export type WorklistQuery = z.infer<typeof worklistQuerySchema>;

export const worklistPageSchema = z
  .object({
    items: z.array(worklistItemSchema).describe('In reading order'),
    next: z.string().nullable().describe('Cursor of the next page, null at the end'),
    counts: z
      .object({
        unread: z.number().int(),
        stat: z.number().int(),
        overdue: z.number().int(),
        total: z.number().int().describe('Unread studies without the filter'),
      })
      .describe('Of the studies that the filter lets through'),
    sequence: z.string().describe('Position in the change stream this page is at least as new as'),
    serverTime: instantSchema,
  })
  .meta({ id: 'WorklistPage', description: 'One page of the unread studies in reading order' });
export type WorklistPage = z.infer<typeof worklistPageSchema>;

export const prioritiseSchema = z
  .object({
    orderClass: orderClassSchema,
    reason: z.string().trim().min(3).max(500),
    expectedVersion: z.number().int(),
  })
  .meta({ id: 'Prioritise', description: 'A person sets the order class of a study, with a reason' });
export type Prioritise = z.infer<typeof prioritiseSchema>;

export const markReadingSchema = z
  .object({
    reading: z.enum(['unread', 'read']),
    expectedVersion: z.number().int(),
    claimToken: claimTokenSchema.optional().describe('Of the claim it was read under'),
    claimAgain: z.boolean().optional().describe('Put back, the study is to be held by the caller again'),
  })
  .meta({ id: 'MarkReading', description: 'Mark a study as read, or put it back' });
export type MarkReading = z.infer<typeof markReadingSchema>;

export const markedReadingSchema = z
  .object({ item: worklistItemSchema, token: claimTokenSchema.nullable() })
  .meta({
    id: 'MarkedReading',
    description: 'The row, with the token of the claim where the caller holds it again',
  });
export type MarkedReading = z.infer<typeof markedReadingSchema>;

export const heldStudySchema = z
  .object({ item: worklistItemSchema, token: claimTokenSchema })
  .meta({ id: 'HeldStudy', description: 'A study that the caller holds' });
export type HeldStudy = z.infer<typeof heldStudySchema>;

/**
 * The reading order: band, then place within it, then study UID. The place is the due time, and in band 0 the age.
 * Total, stable, and the same on server and page.
 */
export function compareReadingOrder(a: WorklistItem, b: WorklistItem): number {
  if (a.band !== b.band) return a.band - b.band;
  if (a.rankAt !== b.rankAt) return a.rankAt < b.rankAt ? -1 : 1;
  if (a.studyInstanceUid === b.studyInstanceUid) return 0;
  return a.studyInstanceUid < b.studyInstanceUid ? -1 : 1;
}
