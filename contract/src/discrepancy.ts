import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { patientSchema } from './worklist.js';

/** How a discrepancy was settled. `noChange`: looked at, the report stands. */
export const discrepancyOutcomeSchema = z.enum(['noChange', 'addendum', 'communicated']);
export type DiscrepancyOutcome = z.infer<typeof discrepancyOutcomeSchema>;

export const discrepancySchema = z
  .object({
    id: z.uuid(),
    studyInstanceUid: uidSchema,
    patient: patientSchema,
    studyDescription: z.string().nullable(),
    modalities: z.array(z.string()),
    findings: z.array(z.string()).min(1).describe('What is suspected, in words'),
    critical: z.boolean(),
    modelId: z.string(),
    modelName: z.string(),
    modelVersion: z.string(),
    withdrawn: z.boolean().describe('The result has been taken back since'),
    readAt: instantSchema,
    resultAt: instantSchema,
    closed: z
      .object({
        by: z.string(),
        at: instantSchema,
        outcome: discrepancyOutcomeSchema,
        note: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Discrepancy', description: 'A flag of a model that came after the study was read' });
export type Discrepancy = z.infer<typeof discrepancySchema>;

export const discrepancyQuerySchema = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
});
export type DiscrepancyQuery = z.infer<typeof discrepancyQuerySchema>;

export const discrepancyPageSchema = z
  .object({
    discrepancies: z.array(discrepancySchema).describe('The latest result first'),
    next: z.string().nullable(),
    open: z.number().int().describe('How many wait to be looked at'),
  })
  .meta({ id: 'DiscrepancyPage' });
export type DiscrepancyPage = z.infer<typeof discrepancyPageSchema>;

export const closeDiscrepancySchema = z
  .object({
    outcome: discrepancyOutcomeSchema,
    note: z
      .string()
      .trim()
      .max(500)
      .transform((text) => (text === '' ? null : text))
      .nullable()
      .default(null),
  })
  .meta({ id: 'CloseDiscrepancy', description: 'A reader has looked at it and says what followed' });
export type CloseDiscrepancy = z.infer<typeof closeDiscrepancySchema>;
