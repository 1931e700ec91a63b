import { z } from 'zod';
import { aiResultSchema } from './ai-result.js';
import { instantSchema, uidSchema } from './codes.js';
import { patientSchema, worklistItemSchema } from './worklist.js';

export const seriesSchema = z
  .object({
    seriesInstanceUid: uidSchema,
    modality: z.string(),
    number: z.number().int().nullable(),
    description: z.string().nullable(),
    bodyPart: z.string().nullable(),
    instanceCount: z.number().int(),
    madeByFirstread: z.boolean().describe('An AI result, not an acquisition'),
    hasImages: z.boolean(),
  })
  .meta({ id: 'Series', description: 'One series of a study' });
export type Series = z.infer<typeof seriesSchema>;

export const studySchema = z
  .object({
    studyInstanceUid: uidSchema,
    revision: z.number().int().describe('Rises when images arrive after the study was complete'),
    state: z.enum(['receiving', 'complete']),
    patient: patientSchema,
    accessionNumber: z.string().nullable(),
    studyDescription: z.string().nullable(),
    studyDate: z.string().nullable(),
    firstReceivedAt: instantSchema,
    completedAt: instantSchema.nullable(),
    series: z.array(seriesSchema),
    aiResults: z.array(aiResultSchema),
    worklistItem: worklistItemSchema.nullable(),
  })
  .meta({ id: 'Study', description: 'A study with its series and AI results' });
export type Study = z.infer<typeof studySchema>;
