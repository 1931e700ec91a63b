import { z } from 'zod';
import { assessmentSchema } from './assessment.js';
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
    keyImage: uidSchema
      .nullable()
      .describe('SOP Instance UID of the image that shows it best; null where the model may not say'),
    boxes: z
      .array(
        z.object({
          sopInstanceUid: uidSchema,
          left: z.number(),
          top: z.number(),
          right: z.number(),
          bottom: z.number(),
          score: z.number().nullable(),
        }),
      )
      .describe('In pixels of the image; empty where the model has none or may not mark images'),
  })
  .meta({ id: 'Finding', description: 'One finding of one AI result' });
export type Finding = z.infer<typeof findingSchema>;

/**
 * `SR` holds regions drawn on images, `SRsegment` what refers to segments of the SEG, `SRnoRoi` what has no place: a
 * viewer that fails on one still shows the others. `SC` is a summary as an image, `KOS` the images of interest; `GSPS`
 * comes from products only.
 */
export const resultObjectKindSchema = z.enum(['SR', 'SRsegment', 'SRnoRoi', 'SEG', 'KOS', 'SC', 'GSPS']);
export type ResultObjectKind = z.infer<typeof resultObjectKindSchema>;

export const resultObjectSchema = z
  .object({
    kind: resultObjectKindSchema,
    seriesInstanceUid: uidSchema,
    sopInstanceUid: uidSchema,
  })
  .meta({ id: 'ResultObject', description: 'A DICOM object that holds an AI result' });
export type ResultObject = z.infer<typeof resultObjectSchema>;

export const aiResultSchema = z
  .object({
    runId: z.uuid(),
    modelId: z.string(),
    modelName: z.string(),
    modelVersion: z.string(),
    presentationClass: presentationClassSchema,
    state: aiStateSchema,
    reason: z
      .string()
      .nullable()
      .describe('Why, for notEligible, notEvaluable, failed, withdrawn and unreadable'),
    stale: z.boolean().describe('Made before the images that arrived last'),
    studyRevision: z.number().int(),
    inputSeriesUid: uidSchema.nullable(),
    findings: z.array(findingSchema),
    objects: z.array(resultObjectSchema),
    withheld: z
      .enum(['marks', 'untilFirstRead'])
      .nullable()
      .describe(
        'What the presentation class keeps from readers: marks and scores, always or until the first reading',
      ),
    assessments: z.array(assessmentSchema).describe('What readers said last of each of its findings'),
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
