import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import {
  emergencyInterpretationSchema,
  sectionDifferenceSchema,
  signedGradingSchema,
} from './discrepancy.js';
import { reportSectionIdSchema, reportSectionSchema } from './report-section.js';
import { patientSchema } from './worklist.js';

const sectionsSchema = z
  .array(reportSectionSchema)
  .min(1)
  .max(6)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'A section stands once' });

/** What a reader may sign. A resident's preliminary report becomes final by an attending. */
export const readerGradeSchema = z.enum(['resident', 'attending']);
export type ReaderGrade = z.infer<typeof readerGradeSchema>;

/** How far a report has come: what was signed of it last, where anything was. */
export const reportStageSchema = z.enum(['draft', 'preliminary', 'final']);
export type ReportStage = z.infer<typeof reportStageSchema>;

export const signedStageSchema = z.enum(['preliminary', 'final', 'addendum']);
export type SignedStage = z.infer<typeof signedStageSchema>;

export const reportInsertionSchema = z
  .object({
    runId: z.uuid().describe('The AI result it is from'),
    label: z.string().max(300),
    value: z.number(),
    unit: z.string().max(64).describe('UCUM'),
    modelId: z.string().max(120),
    modelName: z.string().max(120),
    modelVersion: z.string().max(60),
    text: z.string().max(600).describe('As it was put into the report, with where it is from'),
  })
  .meta({ id: 'ReportInsertion', description: 'A measurement of an AI result in a report' });
export type ReportInsertion = z.infer<typeof reportInsertionSchema>;

export const reportWarningSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('lateralityStudy'),
      id: z.string(),
      section: reportSectionIdSchema,
      side: z.enum(['left', 'right']).describe('That the report names'),
      text: z.string().describe('Where it does'),
    }),
    z.object({
      kind: z.literal('lateralityImpression'),
      id: z.string(),
      side: z.enum(['left', 'right']).describe('That the impression names, and the findings do not'),
      text: z.string(),
    }),
    z.object({
      kind: z.literal('sex'),
      id: z.string(),
      section: reportSectionIdSchema,
      sex: z.enum(['M', 'F']).describe('Of the patient'),
      word: z.string(),
    }),
    z.object({
      kind: z.literal('aiFlag'),
      id: z.string(),
      runId: z.uuid(),
      modelName: z.string(),
      modelVersion: z.string(),
      label: z.string().describe('Flagged, neither judged nor mentioned'),
    }),
  ])
  .meta({
    id: 'ReportWarning',
    description: 'What a signer must have seen; it never keeps them from signing',
  });
export type ReportWarning = z.infer<typeof reportWarningSchema>;

export const templateReferenceSchema = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string(),
});

export const reportVersionSchema = z
  .object({
    version: z.number().int().min(1),
    stage: signedStageSchema,
    sections: z.array(reportSectionSchema),
    insertions: z.array(reportInsertionSchema),
    warnings: z.array(reportWarningSchema).describe('That the signer had seen'),
    patient: patientSchema.describe('As it stood on the page of the signer, and in the study'),
    author: z.string().describe('Who wrote it, by name'),
    signedBy: z.string().describe('By name'),
    grade: readerGradeSchema,
    signedAt: instantSchema,
  })
  .meta({ id: 'ReportVersion', description: 'What was signed; it stays as it was' });
export type ReportVersion = z.infer<typeof reportVersionSchema>;

export const reportDraftSchema = z
  .object({
    sections: z.array(reportSectionSchema),
    insertions: z.array(reportInsertionSchema),
    version: z.number().int().describe('Rises with every save'),
    window: z
      .string()
      .describe('Of the page that wrote it last; empty where none has since it was taken over'),
    savedAt: instantSchema,
    savedBy: z.string().describe('By name'),
  })
  .meta({ id: 'ReportDraft', description: 'The text that is being written' });
export type ReportDraft = z.infer<typeof reportDraftSchema>;

export const reportSchema = z
  .object({
    id: z.uuid(),
    studyInstanceUid: uidSchema,
    stage: reportStageSchema,
    author: z.object({ id: z.string(), name: z.string(), grade: readerGradeSchema }),
    template: templateReferenceSchema.nullable().describe('That it began from'),
    draft: reportDraftSchema.nullable().describe('Null once it is final and nobody writes an addendum'),
    versions: z.array(reportVersionSchema).describe('In the order in which they were signed'),
    mayWrite: z.boolean().describe('Whether the caller may change the draft'),
    maySign: z.array(signedStageSchema).describe('What the caller may sign it as'),
    mayTakeOver: z.boolean(),
    mayAdd: z.boolean().describe('Whether the caller may begin an addendum'),
  })
  .meta({ id: 'Report', description: 'The report of a study' });
export type Report = z.infer<typeof reportSchema>;

const modalitySchema = z.string().regex(/^[A-Z0-9]{1,16}$/, 'is no modality, such as CT');
const templateFields = {
  name: z.string().trim().min(1).max(80),
  modality: modalitySchema.nullable().describe('Null for every one'),
  bodyPart: z.string().trim().toUpperCase().min(1).max(16).nullable().describe('Null for every one'),
  sections: sectionsSchema,
  retired: z.boolean().describe('No report begins from it any more'),
};

export const reportTemplateSchema = z
  .object({ id: z.uuid(), version: z.number().int(), ...templateFields, by: z.string(), at: instantSchema })
  .meta({ id: 'ReportTemplate', description: 'What a report of some studies begins as' });
export type ReportTemplate = z.infer<typeof reportTemplateSchema>;

export const reportTemplateInputSchema = z
  .object({ ...templateFields, expectedVersion: z.number().int().min(0).describe('0 for a new one') })
  .meta({ id: 'ReportTemplateInput' });
export type ReportTemplateInput = z.infer<typeof reportTemplateInputSchema>;

export const reportTemplatesSchema = z
  .object({ templates: z.array(reportTemplateSchema) })
  .meta({ id: 'ReportTemplates', description: 'By name' });
export type ReportTemplates = z.infer<typeof reportTemplatesSchema>;

const macroFields = {
  name: z.string().regex(/^[\p{L}\p{N}_-]{1,32}$/u, 'is no short name: letters, digits, - and _'),
  text: z.string().min(1).max(4000),
  shared: z.boolean().describe('For everybody; those who manage reports set them'),
};

export const reportMacroSchema = z
  .object({ id: z.uuid(), ...macroFields })
  .meta({ id: 'ReportMacro', description: 'A short name that stands for a text' });
export type ReportMacro = z.infer<typeof reportMacroSchema>;

export const reportMacroInputSchema = z.object(macroFields).meta({ id: 'ReportMacroInput' });
export type ReportMacroInput = z.infer<typeof reportMacroInputSchema>;

export const reportMacrosSchema = z
  .object({ macros: z.array(reportMacroSchema) })
  .meta({ id: 'ReportMacros', description: "The caller's own and the shared ones, by name" });
export type ReportMacros = z.infer<typeof reportMacrosSchema>;

export const priorReportSchema = z
  .object({
    reportId: z.uuid(),
    studyInstanceUid: uidSchema,
    studyDescription: z.string().nullable(),
    studyDate: z.string().nullable().describe('YYYY-MM-DD'),
    modalities: z.array(z.string()),
    versions: z.array(reportVersionSchema).describe('The report as it stands, then its addenda'),
  })
  .meta({ id: 'PriorReport', description: 'A signed report of another study of the patient' });
export type PriorReport = z.infer<typeof priorReportSchema>;

export const studyReportSchema = z
  .object({
    report: reportSchema.nullable(),
    grade: readerGradeSchema.describe('Of the caller'),
    templates: z.array(reportTemplateSchema).describe('Those that fit the study, the best first'),
    prefills: z.array(reportInsertionSchema).describe('What AI results offer to the report'),
    priors: z.array(priorReportSchema).describe('The newest study first'),
    passwordToSign: z.boolean(),
    emergency: emergencyInterpretationSchema
      .nullable()
      .describe('What the emergency department said of the study last'),
  })
  .meta({ id: 'StudyReport', description: 'All that writing the report of a study needs' });
export type StudyReport = z.infer<typeof studyReportSchema>;

/** Which window of which page wrote last: its own saves follow each other whatever becomes of the answers. */
const writingFields = {
  sections: sectionsSchema,
  insertions: z.array(reportInsertionSchema).max(100),
  window: z.uuid().describe('Of the page that saves; a page that is loaded anew has another'),
  sequence: z.number().int().min(1).describe('Rises with every save of the window'),
};

export const startReportSchema = z
  .object({ templateId: z.uuid().nullable(), ...writingFields })
  .meta({ id: 'StartReport', description: 'The first words of a report' });
export type StartReport = z.infer<typeof startReportSchema>;

export const saveDraftSchema = z
  .object({ expectedVersion: z.number().int(), ...writingFields })
  .meta({ id: 'SaveDraft' });
export type SaveDraft = z.infer<typeof saveDraftSchema>;

export const savedDraftSchema = z
  .object({ version: z.number().int(), savedAt: instantSchema })
  .meta({ id: 'SavedDraft' });
export type SavedDraft = z.infer<typeof savedDraftSchema>;

export const reportChecksSchema = z
  .object({
    version: z.number().int().describe('Of the draft that was checked'),
    warnings: z.array(reportWarningSchema),
    differences: z
      .array(sectionDifferenceSchema)
      .describe('Where the draft says something else than the preliminary report of a resident'),
  })
  .meta({ id: 'ReportChecks' });
export type ReportChecks = z.infer<typeof reportChecksSchema>;

export const signReportSchema = z
  .object({
    stage: signedStageSchema,
    expectedVersion: z.number().int().describe('Of the draft that the signer has before them'),
    studyInstanceUid: uidSchema.describe('Of the images that the signer has before them'),
    patient: patientSchema.describe('As it stands beside those images'),
    acknowledged: z
      .array(z.string().max(200))
      .max(200)
      .describe('Ids of the warnings that the signer has seen'),
    gradings: z
      .array(signedGradingSchema)
      .max(2)
      .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, { error: 'One grade each' })
      .optional()
      .describe('How far the final report is from what was said before; they can also be graded afterwards'),
    password: z.string().max(256).optional().describe('Where signing asks for it again'),
  })
  .meta({ id: 'SignReport' });
export type SignReport = z.infer<typeof signReportSchema>;

export const reportListQuerySchema = z.object({ list: z.enum(['mine', 'toSign']) });
export type ReportListQuery = z.infer<typeof reportListQuerySchema>;

export const reportListSchema = z
  .object({
    reports: z.array(
      z.object({
        reportId: z.uuid(),
        studyInstanceUid: uidSchema,
        patient: patientSchema,
        studyDescription: z.string().nullable(),
        modalities: z.array(z.string()),
        stage: reportStageSchema,
        addendum: z.boolean().describe('An addendum is being written'),
        author: z.string(),
        at: instantSchema.describe('When it was saved or signed last'),
      }),
    ),
  })
  .meta({ id: 'ReportList', description: 'What has waited longest first' });
export type ReportList = z.infer<typeof reportListSchema>;
export type ListedReport = ReportList['reports'][number];

export const reportAuthorsSchema = z
  .object({ readers: z.array(z.object({ id: z.string(), name: z.string(), grade: readerGradeSchema })) })
  .meta({ id: 'ReportAuthors', description: 'Radiologists by name, with their grade' });
export type ReportAuthors = z.infer<typeof reportAuthorsSchema>;

export const setGradeSchema = z.object({ grade: readerGradeSchema }).meta({ id: 'SetGrade' });
export type SetGrade = z.infer<typeof setGradeSchema>;
