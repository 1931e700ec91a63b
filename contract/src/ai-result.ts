import { z } from 'zod';
import {
  aiStateSchema,
  codedConceptSchema,
  instantSchema,
  presentationClassSchema,
  uidSchema,
} from './codes.js';

export const findingSchema = z
  .object({
    concept: codedConceptSchema,
    label: z.string().describe('In words, e.g. "Pneumonia-type opacity suspected"'),
    flagged: z.boolean(),
    critical: z.boolean().describe('A flag of this finding raises the study to band 1'),
    score: z.number().nullable().describe('Model output; a score, not a probability of disease'),
    operatingPoint: z
      .number()
      .nullable()
      .describe('Score or quantity at and above which the finding is flagged'),
    quantity: z.object({ value: z.number(), unit: z.string().describe('UCUM') }).nullable(),
  })
  .meta({ id: 'Finding', description: 'One finding of one AI result' });
export type Finding = z.infer<typeof findingSchema>;

export const resultObjectSchema = z
  .object({
    kind: z.enum(['SR', 'SEG']),
    seriesInstanceUid: uidSchema,
    sopInstanceUid: uidSchema,
  })
  .meta({ id: 'ResultObject', description: 'A DICOM object written for an AI result' });
export type ResultObject = z.infer<typeof resultObjectSchema>;

export const aiResultSchema = z
  .object({
    modelId: z.string(),
    modelName: z.string(),
    modelVersion: z.string(),
    presentationClass: presentationClassSchema,
    state: aiStateSchema,
    reason: z.string().nullable().describe('Why, for notEligible, notEvaluable, failed and withdrawn'),
    stale: z.boolean().describe('Made before the images that arrived last'),
    studyRevision: z.number().int(),
    inputSeriesUid: uidSchema.nullable(),
    findings: z.array(findingSchema),
    objects: z.array(resultObjectSchema),
    startedAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'AiResult', description: 'The state and findings of one model for one study' });
export type AiResult = z.infer<typeof aiResultSchema>;

/** What a worklist row shows of one model. */
export const aiSummarySchema = aiResultSchema
  .pick({ modelId: true, modelName: true, modelVersion: true, state: true, reason: true, stale: true })
  .extend({
    findings: z.array(findingSchema.pick({ label: true, flagged: true, critical: true })),
  })
  .meta({ id: 'AiSummary', description: 'An AI result as a worklist row shows it' });
export type AiSummary = z.infer<typeof aiSummarySchema>;
