import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { reportSectionSchema } from './report-section.js';
import { patientSchema } from './worklist.js';

/** What a reviewer says of a report, in the words of learning. `greatCatch`: something easily missed was seen. */
export const peerVerdictSchema = z.enum(['agree', 'disagreeMinor', 'disagreeMajor', 'greatCatch']);
export type PeerVerdict = z.infer<typeof peerVerdictSchema>;

/** What a disagreement is about. */
export const peerCategorySchema = z.enum(['perception', 'interpretation', 'communication', 'technique']);
export type PeerCategory = z.infer<typeof peerCategorySchema>;

export const givePeerReviewSchema = z
  .object({
    verdict: peerVerdictSchema,
    categories: z
      .array(peerCategorySchema)
      .max(4)
      .transform((all) => peerCategorySchema.options.filter((one) => all.includes(one))),
    comment: z
      .string()
      .trim()
      .max(2000)
      .transform((text) => (text === '' ? null : text))
      .nullable()
      .default(null)
      .describe('Needed where they disagree'),
  })
  .refine(({ verdict, comment }) => !disagrees(verdict) || (comment !== null && comment.length >= 3), {
    path: ['comment'],
    error: 'Say what you see differently',
  })
  .refine(({ verdict, categories }) => !disagrees(verdict) || categories.length > 0, {
    path: ['categories'],
    error: 'Choose what it is about',
  })
  .meta({ id: 'GivePeerReview', description: 'What a colleague says of a report' });
export type GivePeerReview = z.infer<typeof givePeerReviewSchema>;

export function disagrees(verdict: PeerVerdict): boolean {
  return verdict === 'disagreeMinor' || verdict === 'disagreeMajor';
}

const studyFields = {
  id: z.uuid(),
  week: z.iso.date().describe('The Monday of the week in which the report was signed'),
  studyInstanceUid: uidSchema,
  patient: patientSchema,
  studyDescription: z.string().nullable(),
  modalities: z.array(z.string()),
};

const answerSchema = z.object({ text: z.string(), at: instantSchema });

const givenSchema = z.object({
  verdict: peerVerdictSchema,
  categories: z.array(peerCategorySchema),
  comment: z.string().nullable(),
  at: instantSchema,
});

export const peerReviewSchema = z
  .object({
    ...studyFields,
    author: z.string().nullable().describe('Who signed the report, by name; null where it is blind'),
    sections: z.array(reportSectionSchema).describe('The final report'),
    given: givenSchema.nullable().describe('Null until the caller has reviewed it'),
    answer: answerSchema.nullable().describe('Of the author'),
  })
  .meta({ id: 'PeerReview', description: 'A report that the caller reviews' });
export type PeerReview = z.infer<typeof peerReviewSchema>;

export const peerReviewQuerySchema = z.object({
  state: z.enum(['open', 'given']).default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
});
export type PeerReviewQuery = z.infer<typeof peerReviewQuerySchema>;

export const peerReviewPageSchema = z
  .object({
    reviews: z.array(peerReviewSchema).describe('The latest first'),
    next: z.string().nullable(),
    open: z.number().int().describe('How many wait for the caller'),
  })
  .meta({ id: 'PeerReviewPage' });
export type PeerReviewPage = z.infer<typeof peerReviewPageSchema>;

export const peerFeedbackSchema = z
  .object({
    ...studyFields,
    reviewer: z.string().nullable().describe('By name; null where it is blind'),
    given: givenSchema,
    answer: answerSchema.nullable(),
  })
  .meta({ id: 'PeerFeedback', description: 'What a colleague said of a report of the caller' });
export type PeerFeedback = z.infer<typeof peerFeedbackSchema>;

export const peerFeedbackPageSchema = z
  .object({
    feedback: z.array(peerFeedbackSchema).describe('The latest first'),
    next: z.string().nullable(),
  })
  .meta({ id: 'PeerFeedbackPage' });
export type PeerFeedbackPage = z.infer<typeof peerFeedbackPageSchema>;

export const answerPeerReviewSchema = z
  .object({ text: z.string().trim().min(1).max(2000) })
  .meta({ id: 'AnswerPeerReview', description: 'What the author says to it; once' });
export type AnswerPeerReview = z.infer<typeof answerPeerReviewSchema>;

/** Fewer reviews than this are not shown: a colleague would recognise them. */
export const FEWEST_REVIEWS_SHOWN = 5;

const cell = z.number().int().nullable().describe('Null where it is too small to be shown');

export const peerModalityTotalSchema = z.object({
  modality: z.string(),
  reviewed: cell,
  verdicts: z.object({ agree: cell, disagreeMinor: cell, disagreeMajor: cell, greatCatch: cell }),
});
export type PeerModalityTotal = z.infer<typeof peerModalityTotalSchema>;

export const peerCategoryTotalSchema = z.object({ category: peerCategorySchema, count: cell });
export type PeerCategoryTotal = z.infer<typeof peerCategoryTotalSchema>;

export const peerTotalsQuerySchema = z.object({
  weeks: z.coerce
    .number()
    .pipe(z.union([z.literal(13), z.literal(26), z.literal(52)]))
    .default(26)
    .describe('Back from now. Few choices, so that the difference of two is not small'),
});
export type PeerTotalsQuery = z.infer<typeof peerTotalsQuerySchema>;

export const peerTotalsSchema = z
  .object({
    from: z.iso.date().describe('The Monday of the first week that is counted'),
    modalities: z.array(peerModalityTotalSchema),
    categories: z.array(peerCategoryTotalSchema),
    rounds: z
      .array(
        z.object({
          week: z.iso.date(),
          reports: z.number().int().describe('Final reports of the week'),
          assigned: z.number().int(),
          percent: z.number(),
          capPerReader: z.number().int(),
          seed: z.string().describe('Of the draw: with it the draw comes out the same'),
        }),
      )
      .describe('The latest first'),
  })
  .meta({ id: 'PeerTotals', description: 'Of the department; of nobody by name' });
export type PeerTotals = z.infer<typeof peerTotalsSchema>;

const settingsFields = {
  percent: z.number().min(0).max(100).describe('Of the final reports of a reader and week; 0 draws none'),
  capPerReader: z.number().int().min(1).max(100).describe('Most reports of a reader and week'),
  blind: z.boolean().describe('Neither author nor reviewer is named to the other'),
};

export const peerLearningSettingsSchema = z
  .object({ version: z.number().int().describe('0 where nobody has set any'), ...settingsFields })
  .meta({ id: 'PeerLearningSettings' });
export type PeerLearningSettings = z.infer<typeof peerLearningSettingsSchema>;

export const peerLearningSettingsChangeSchema = z
  .object({ ...settingsFields, expectedVersion: z.number().int().min(0) })
  .meta({ id: 'PeerLearningSettingsChange', description: 'From the next draw on' });
export type PeerLearningSettingsChange = z.infer<typeof peerLearningSettingsChangeSchema>;
