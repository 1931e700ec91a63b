import { z } from 'zod';
import { aiStateSchema, instantSchema } from './codes.js';

/**
 * What a reader says of a finding of a model. `agree` with a flag: it is there; with a finding that was not flagged: it is
 * not there. `modify`: it is there, but otherwise than the model says. `missed`: it is there and was not flagged.
 */
export const assessmentKindSchema = z.enum(['agree', 'disagree', 'modify', 'cannotJudge', 'missed']);
export type AssessmentKind = z.infer<typeof assessmentKindSchema>;

/** The reasons that go with a kind. Agreement needs none. */
export const ASSESSMENT_REASONS = {
  agree: [],
  disagree: [
    'notPresent',
    'normalVariant',
    'artefact',
    'knownOrTreated',
    'otherFinding',
    'wrongPlace',
    'other',
  ],
  modify: ['extent', 'place', 'measurement', 'kind', 'other'],
  cannotJudge: ['imageQuality', 'coverage', 'needsOtherExam', 'outsideExpertise', 'other'],
  missed: ['subtle', 'atEdge', 'obscured', 'unusual', 'other'],
} as const satisfies Record<AssessmentKind, readonly string[]>;

export type AssessmentReason = (typeof ASSESSMENT_REASONS)[AssessmentKind][number];

const reasons = [...new Set(Object.values(ASSESSMENT_REASONS).flat())] as [
  AssessmentReason,
  ...AssessmentReason[],
];
export const assessmentReasonSchema = z.enum(reasons);

/** What may be said of a finding that was flagged, and of one that was not. */
export const ASSESSMENTS_OF = {
  flagged: ['agree', 'disagree', 'modify', 'cannotJudge'],
  notFlagged: ['agree', 'missed', 'cannotJudge'],
} as const satisfies Record<string, readonly AssessmentKind[]>;

const words = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === '' ? null : text))
  .nullable();

export const assessmentSchema = z
  .object({
    id: z.uuid(),
    finding: z
      .string()
      .nullable()
      .describe('Label of the finding; null where the result as a whole is meant'),
    kind: assessmentKindSchema,
    reason: assessmentReasonSchema.nullable(),
    correction: z.string().nullable().describe('How it is instead, where it was modified'),
    note: z.string().nullable(),
    by: z.string(),
    at: instantSchema,
  })
  .meta({ id: 'Assessment', description: 'What a reader said of one finding of an AI result' });
export type Assessment = z.infer<typeof assessmentSchema>;

export const giveAssessmentSchema = z
  .object({
    finding: z.string().max(200).nullable(),
    kind: assessmentKindSchema,
    reason: assessmentReasonSchema.nullable().default(null),
    correction: words.default(null),
    note: words.default(null),
    seen: z
      .object({
        state: aiStateSchema.describe('Of the result, as the reader saw it'),
        overlay: z.boolean().describe('Whether its marks were on the images'),
      })
      .describe('Kept with the assessment, with the result as it was presented'),
  })
  .refine(
    ({ kind, reason }) =>
      reason === null
        ? ASSESSMENT_REASONS[kind].length === 0
        : (ASSESSMENT_REASONS[kind] as readonly string[]).includes(reason),
    { path: ['reason'], error: 'Say why, with one of the reasons for this answer' },
  )
  .refine(({ reason, note }) => reason !== 'other' || note !== null, {
    path: ['note'],
    error: 'Another reason needs a note',
  })
  .refine(({ kind, correction }) => (kind === 'modify') === (correction !== null), {
    path: ['correction'],
    error: 'Say how it is instead, where the finding is there but otherwise',
  })
  .meta({ id: 'GiveAssessment' });
export type GiveAssessment = z.infer<typeof giveAssessmentSchema>;
