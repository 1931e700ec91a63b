import { z } from 'zod';
import { aiResultSchema } from './ai-result.js';
import { instantSchema, uidSchema } from './codes.js';
import { patientSchema, worklistItemSchema } from './worklist.js';

/** Who made a series that was not acquired, as Firstread's own records say. */
export const seriesMakerSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('model'), modelName: z.string(), modelVersion: z.string() }),
    z.object({
      kind: z.literal('assessment').describe('By readers, of results of this model'),
      modelName: z.string(),
      modelVersion: z.string(),
    }),
    z.object({ kind: z.literal('report').describe('Signed here') }),
  ])
  .meta({ id: 'SeriesMaker' });
export type SeriesMaker = z.infer<typeof seriesMakerSchema>;

export const seriesSchema = z
  .object({
    seriesInstanceUid: uidSchema,
    modality: z.string(),
    number: z.number().int().nullable(),
    description: z.string().nullable(),
    bodyPart: z.string().nullable(),
    instanceCount: z.number().int(),
    madeByFirstread: z.boolean().describe('Written here, not acquired'),
    maker: seriesMakerSchema.nullable().describe('Null where no record says it'),
    hasImages: z.boolean(),
  })
  .meta({ id: 'Series', description: 'One series of a study' });
export type Series = z.infer<typeof seriesSchema>;

/** How a study is taken in: to be read, or as a prior that is archived without a reading. */
export const intakeSchema = z.enum(['reading', 'prior']);
export type Intake = z.infer<typeof intakeSchema>;

export const rejectionCountSchema = z
  .object({
    code: z.string().describe('Document title of the rejection note, a code of DCM'),
    meaning: z.string(),
    images: z.number().int(),
  })
  .meta({ id: 'RejectionCount', description: 'How many images of a study were rejected for one reason' });
export type RejectionCount = z.infer<typeof rejectionCountSchema>;

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
    intake: intakeSchema,
    rejected: z.array(rejectionCountSchema).describe('Images that are hidden because they were rejected'),
    series: z.array(seriesSchema),
    aiResults: z.array(aiResultSchema),
    worklistItem: worklistItemSchema.nullable(),
  })
  .meta({ id: 'Study', description: 'A study with its series and AI results' });
export type Study = z.infer<typeof studySchema>;

export const studyAheadSchema = studySchema
  .pick({ studyInstanceUid: true, series: true, aiResults: true })
  .meta({
    id: 'StudyAhead',
    description: 'What a page needs to fetch the images of a study before it is opened',
  });
export type StudyAhead = z.infer<typeof studyAheadSchema>;

export const upcomingStudySchema = z
  .object({ study: studyAheadSchema.nullable().describe('Null where none is left') })
  .meta({
    id: 'UpcomingStudy',
    description: 'The study that the caller would be given next, for fetching its images ahead',
  });
export type UpcomingStudy = z.infer<typeof upcomingStudySchema>;

export const priorStudySchema = studySchema
  .pick({ studyInstanceUid: true, studyDescription: true, series: true })
  .extend({ studyDate: z.string().describe('YYYY-MM-DD'), accessionNumber: z.string().nullable() })
  .meta({ id: 'PriorStudy', description: 'An earlier study of the same patient that is stored here' });
export type PriorStudy = z.infer<typeof priorStudySchema>;

export const priorsSchema = z
  .object({
    priors: z.array(priorStudySchema).describe('The newest first'),
    doubtful: z
      .number()
      .int()
      .describe('Earlier studies with this patient ID that may be of another person; they are not listed'),
  })
  .meta({ id: 'Priors' });
export type Priors = z.infer<typeof priorsSchema>;

export const rejectionSchema = z
  .object({
    seriesInstanceUid: uidSchema.nullable().describe('Null while the rejected instance has not arrived'),
    sopInstanceUid: uidSchema,
    noteSopInstanceUid: uidSchema.nullable().describe('Null for a result that was withdrawn with its images'),
    code: z.string(),
    meaning: z.string(),
    at: instantSchema,
    stands: z.boolean().describe('False once the note itself was rejected: the instance is visible again'),
  })
  .meta({ id: 'Rejection', description: 'One instance that a rejection note names' });
export type Rejection = z.infer<typeof rejectionSchema>;

export const rejectionsSchema = z.object({ rejections: z.array(rejectionSchema) }).meta({ id: 'Rejections' });
export type Rejections = z.infer<typeof rejectionsSchema>;

export const deleteStudySchema = z
  .object({ reason: z.string().trim().min(3).max(500) })
  .meta({ id: 'DeleteStudy', description: 'An administrator deletes a study for good, and says why' });
export type DeleteStudy = z.infer<typeof deleteStudySchema>;
