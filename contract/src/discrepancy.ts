import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { reportSectionIdSchema } from './report-section.js';
import { patientSchema } from './worklist.js';

/**
 * What disagreed. `lateAi`: a model flagged the study after it was read. `preliminaryFinal`: the final report says something
 * else than the preliminary report of a resident. `emergency`: what the emergency department had read for itself, against
 * the final report.
 */
export const discrepancyKindSchema = z.enum(['lateAi', 'preliminaryFinal', 'emergency']);
export type DiscrepancyKind = z.infer<typeof discrepancyKindSchema>;

/**
 * How a discrepancy was settled. `noChange`: looked at, nothing had to follow. `teaching`: gone through with the one who
 * can learn from it.
 */
export const discrepancyOutcomeSchema = z.enum(['noChange', 'addendum', 'communicated', 'teaching']);
export type DiscrepancyOutcome = z.infer<typeof discrepancyOutcomeSchema>;

/** `none`: the words differ, not what they mean. `major`: it may change what is done with the patient now. */
export const discrepancyGradeSchema = z.enum(['none', 'minor', 'major']);
export type DiscrepancyGrade = z.infer<typeof discrepancyGradeSchema>;

const noteSchema = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);

const needsNote = {
  check: ({ grade, note }: { grade: DiscrepancyGrade; note: string | null }) =>
    grade !== 'major' || (note !== null && note.length >= 3),
  problem: { path: ['note'], error: 'Say in a few words what is different' },
};

const commonFields = {
  id: z.uuid(),
  studyInstanceUid: uidSchema,
  patient: patientSchema,
  studyDescription: z.string().nullable(),
  modalities: z.array(z.string()),
  closed: z
    .object({
      by: z.string(),
      at: instantSchema,
      outcome: discrepancyOutcomeSchema,
      note: z.string().nullable(),
      toldTo: z.string().nullable().describe('Who was told, by name'),
    })
    .nullable(),
};

export const lateAiDiscrepancySchema = z
  .object({
    kind: z.literal('lateAi'),
    ...commonFields,
    findings: z.array(z.string()).min(1).describe('What is suspected, in words'),
    critical: z.boolean(),
    modelId: z.string(),
    modelName: z.string(),
    modelVersion: z.string(),
    withdrawn: z.boolean().describe('The result has been taken back since'),
    readAt: instantSchema,
    resultAt: instantSchema,
  })
  .meta({ id: 'LateAiDiscrepancy', description: 'A flag of a model that came after the study was read' });
export type LateAiDiscrepancy = z.infer<typeof lateAiDiscrepancySchema>;

/** What people said of one study, and how far apart it is. */
const gradedFields = {
  ...commonFields,
  version: z.number().int().describe('Rises with every grade'),
  openedAt: instantSchema.describe('When both were there'),
  grading: z
    .object({
      grade: discrepancyGradeSchema,
      note: z.string().nullable(),
      by: z.string(),
      at: instantSchema,
    })
    .nullable()
    .describe('Null until an attending has said how far apart they are'),
  dueAt: instantSchema
    .nullable()
    .describe(
      'By when it has to be graded, and then by when somebody has to be told; null where nobody has to',
    ),
};

export const sectionDifferenceSchema = z
  .object({ section: reportSectionIdSchema, preliminary: z.string(), final: z.string() })
  .meta({ id: 'SectionDifference', description: 'A section that was signed with two texts' });
export type SectionDifference = z.infer<typeof sectionDifferenceSchema>;

export const preliminaryComparisonSchema = z
  .object({
    resident: z.string().describe('Who signed the preliminary report, by name'),
    preliminaryAt: instantSchema,
    attending: z.string().describe('Who signed the final report, by name'),
    finalAt: instantSchema,
    sections: z
      .array(sectionDifferenceSchema)
      .min(1)
      .describe('Those of findings and impression that differ'),
  })
  .meta({ id: 'PreliminaryComparison', description: 'A preliminary report and the final one, as signed' });
export type PreliminaryComparison = z.infer<typeof preliminaryComparisonSchema>;

export const emergencyInterpretationInputSchema = z
  .object({
    physician: z.string().trim().min(1).max(120).describe('Who in the emergency department says it, by name'),
    text: z.string().trim().min(1).max(1000),
    suspected: z.boolean().describe('Whether a finding is suspected'),
  })
  .meta({ id: 'EmergencyInterpretationInput' });
export type EmergencyInterpretationInput = z.infer<typeof emergencyInterpretationInputSchema>;

export const emergencyInterpretationSchema = emergencyInterpretationInputSchema
  .extend({ recordedBy: z.string().describe('By name'), recordedAt: instantSchema })
  .meta({
    id: 'EmergencyInterpretation',
    description: 'What the emergency department reads in a study for itself',
  });
export type EmergencyInterpretation = z.infer<typeof emergencyInterpretationSchema>;

export const emergencyComparisonSchema = z
  .object({
    emergency: emergencyInterpretationSchema,
    radiologist: z.string().describe('Who signed the final report, by name'),
    finalAt: instantSchema,
    impression: z.string().describe('Of the final report; its findings where it has none'),
  })
  .meta({
    id: 'EmergencyComparison',
    description: 'What the emergency department said, and the final report',
  });
export type EmergencyComparison = z.infer<typeof emergencyComparisonSchema>;

export const preliminaryDiscrepancySchema = z
  .object({
    kind: z.literal('preliminaryFinal'),
    ...gradedFields,
    comparison: preliminaryComparisonSchema,
  })
  .meta({
    id: 'PreliminaryDiscrepancy',
    description: 'A final report that differs from the preliminary one',
  });
export type PreliminaryDiscrepancy = z.infer<typeof preliminaryDiscrepancySchema>;

export const emergencyDiscrepancySchema = z
  .object({ kind: z.literal('emergency'), ...gradedFields, comparison: emergencyComparisonSchema })
  .meta({
    id: 'EmergencyDiscrepancy',
    description: 'A final report beside what the emergency department said',
  });
export type EmergencyDiscrepancy = z.infer<typeof emergencyDiscrepancySchema>;

export const discrepancySchema = z
  .discriminatedUnion('kind', [
    lateAiDiscrepancySchema,
    preliminaryDiscrepancySchema,
    emergencyDiscrepancySchema,
  ])
  .meta({ id: 'Discrepancy', description: 'Two that looked at one study and did not say the same' });
export type Discrepancy = z.infer<typeof discrepancySchema>;
export type GradedDiscrepancy = PreliminaryDiscrepancy | EmergencyDiscrepancy;

export const discrepancyQuerySchema = z.object({
  kind: discrepancyKindSchema.default('lateAi'),
  state: z.enum(['open', 'closed']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
});
export type DiscrepancyQuery = z.infer<typeof discrepancyQuerySchema>;

const countSchema = z.object({
  open: z.number().int(),
  overdue: z.number().int().describe('Of the open ones, those past their due time'),
});

export const discrepancyPageSchema = z
  .object({
    discrepancies: z.array(discrepancySchema).describe('Of the kind asked for, the latest first'),
    next: z.string().nullable(),
    open: z.number().int().describe('How many of the kind wait to be looked at'),
    counts: z
      .object({ lateAi: countSchema, preliminaryFinal: countSchema, emergency: countSchema })
      .describe('Of every kind'),
  })
  .meta({ id: 'DiscrepancyPage' });
export type DiscrepancyPage = z.infer<typeof discrepancyPageSchema>;

export const gradeDiscrepancySchema = z
  .object({
    grade: discrepancyGradeSchema.describe('`none` closes it'),
    note: noteSchema.describe('Needed where it is major'),
    expectedVersion: z.number().int(),
  })
  .refine(needsNote.check, needsNote.problem)
  .meta({ id: 'GradeDiscrepancy', description: 'An attending says how far apart the two are' });
export type GradeDiscrepancy = z.infer<typeof gradeDiscrepancySchema>;

/** A grade that is given with the signature itself. */
export const signedGradingSchema = z
  .object({
    kind: z.enum(['preliminaryFinal', 'emergency']),
    grade: discrepancyGradeSchema,
    note: noteSchema,
  })
  .refine(needsNote.check, needsNote.problem)
  .meta({ id: 'SignedGrading' });
export type SignedGrading = z.infer<typeof signedGradingSchema>;

export const closeDiscrepancySchema = z
  .object({
    outcome: discrepancyOutcomeSchema,
    note: noteSchema,
    toldTo: z
      .string()
      .trim()
      .max(120)
      .transform((name) => (name === '' ? null : name))
      .nullable()
      .default(null)
      .describe('Who was told, by name. What is major, communicated or taught names somebody'),
  })
  .meta({ id: 'CloseDiscrepancy', description: 'A reader has looked at it and says what followed' });
export type CloseDiscrepancy = z.infer<typeof closeDiscrepancySchema>;

/** Whether closing it names who was told. Of a late AI result that is left to the note. */
export function mustNameReceiver(
  kind: DiscrepancyKind,
  grade: DiscrepancyGrade | null,
  outcome: DiscrepancyOutcome,
): boolean {
  return kind !== 'lateAi' && (grade === 'major' || outcome === 'communicated' || outcome === 'teaching');
}

/** How one of a kind may end: going through it with somebody is for residents. */
export function outcomesOf(kind: DiscrepancyKind): readonly DiscrepancyOutcome[] {
  return discrepancyOutcomeSchema.options.filter(
    (outcome) => outcome !== 'teaching' || kind === 'preliminaryFinal',
  );
}
