import { z } from 'zod';
import { answerSchema, estimateSchema } from './analytics-what-if.js';
import { instantSchema } from './codes.js';
import { proportionSchema } from './proportion.js';
import { daysOfPeriod } from './turnaround.js';

/** A replay reads every study of the period four times. */
export const LONGEST_IMPACT_DAYS = 92;
/** Days that are looked at where none are named; their answers are made ahead. */
const USUAL_IMPACT_DAYS = 30;
const DAY_MS = 86_400_000;

/** The usual days before one (YYYY-MM-DD), which is not among them: it is not over. */
export function usualImpactPeriod(today: string): { from: string; to: string } {
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
  return { from: dayBefore(USUAL_IMPACT_DAYS), to: dayBefore(1) };
}

const period = {
  from: z.iso.date().describe('First day, by the calendar of the site'),
  to: z.iso.date().describe('Last day'),
};

function inOrder(asked: { from: string; to: string }): boolean {
  const days = daysOfPeriod(asked);
  return days >= 1 && days <= LONGEST_IMPACT_DAYS;
}
const outOfOrder = { path: ['to'], error: `At least one day and at most ${LONGEST_IMPACT_DAYS}` };

export const aiImpactModelsQuerySchema = z.object(period).refine(inOrder, outOfOrder);
export type AiImpactModelsQuery = z.infer<typeof aiImpactModelsQuerySchema>;

/** Which model had the most is told from so many; counting all takes longer than a page waits. */
export const MOST_COUNTED_RESULTS = 10_000;

export const aiImpactModelsSchema = z
  .object({
    models: z
      .array(
        z.object({
          modelId: z.string(),
          version: z.string(),
          name: z.string(),
          results: z
            .number()
            .int()
            .describe(`That readers were shown in the period; counted up to ${MOST_COUNTED_RESULTS}`),
        }),
      )
      .describe('Most results first'),
  })
  .meta({ id: 'AiImpactModels' });
export type AiImpactModels = z.infer<typeof aiImpactModelsSchema>;

export const aiImpactQuerySchema = z
  .object({ model: z.string().max(200), version: z.string().max(64), ...period })
  .refine(inOrder, outOfOrder);
export type AiImpactQuery = z.infer<typeof aiImpactQuerySchema>;

/** What the model said of a study; `notEligible`: it took no part in it, or its run was withdrawn or has not ended. */
export const impactStateSchema = z.enum(['flagged', 'notFlagged', 'noResult', 'notEligible']);
export type ImpactState = z.infer<typeof impactStateSchema>;

const minutes = z.number().nullable().describe('Minutes; null where more than the rest still wait');

export const impactWaitSchema = z.object({
  studies: z.number().int(),
  open: z.number().int().describe('Of them still waiting: censored'),
  meanMinutes: z.number().describe('Area below the curve, to the longest wait seen'),
  p50Minutes: minutes,
  p90Minutes: minutes,
  p99Minutes: minutes,
  stillWaiting: z
    .array(z.number().nullable())
    .describe('Share at each of `curveMinutes` (Kaplan and Meier); null after the longest wait seen'),
});
export type ImpactWait = z.infer<typeof impactWaitSchema>;

/** measured = withoutAi - achievable + latencyLoss + lateFlagLoss + orderNotFollowedLoss + residual. */
export const impactGapSchema = z
  .object({
    withoutAiMinutes: estimateSchema,
    achievableMinutes: estimateSchema.describe('Saved with flags that are there at once'),
    latencyLossMinutes: estimateSchema,
    lateFlagLossMinutes: estimateSchema.describe('Of studies that were open before their flag came'),
    orderNotFollowedLossMinutes: estimateSchema,
    residualMinutes: estimateSchema.describe('Breaks, other work, readers unlike each other'),
    savedMinutes: estimateSchema.describe('Without AI less with flags when they came, by the order'),
    measuredMinutes: estimateSchema,
  })
  .meta({ id: 'ImpactGap', description: 'Mean wait of studies with what the model looks for' });
export type ImpactGap = z.infer<typeof impactGapSchema>;

export const impactGroupSchema = z.enum([
  'diseased',
  'flagged',
  'unflagged',
  'missed',
  'otherUrgent',
  'notEligible',
  'stat',
  'urgent',
  'routine',
]);
export type ImpactGroup = z.infer<typeof impactGroupSchema>;

/** With the model less without it; negative is a gain. */
export const impactChangeSchema = z.object({
  studies: z.number().int(),
  withoutAiMinutes: z.number(),
  withAiMinutes: z.number(),
  changeMinutes: estimateSchema,
  p99WithoutAiMinutes: z.number().nullable(),
  p99WithAiMinutes: z.number().nullable(),
});
export type ImpactChange = z.infer<typeof impactChangeSchema>;

export const impactReplaySchema = z.object({
  utilisation: z.number().describe('Minutes of reading of a minute of the hours of readers'),
  leftOut: z.object({ unread: z.number().int(), clockNonsense: z.number().int() }),
  gap: answerSchema(impactGapSchema),
  whoPaid: z.array(z.object({ group: impactGroupSchema, change: answerSchema(impactChangeSchema) })),
});
export type ImpactReplay = z.infer<typeof impactReplaySchema>;

const bandSchema = z.object({ low: z.number(), mid: z.number(), high: z.number() });

export const impactFormulaSchema = z.object({
  minutes: bandSchema.describe('Where sensitivity, specificity and utilisation may each be 10 % off'),
  share: bandSchema,
  diseased: z.object({ counted: z.number().int(), leftOut: z.number().int() }),
  reasons: z.array(z.string()).describe('Why hours of the week are left out'),
  sensitivity: z.number(),
  specificity: z.number().describe('Over the whole list: what the model does not look at is not flagged'),
});
export type ImpactFormula = z.infer<typeof impactFormulaSchema>;

export const impactHoursSchema = z.object({
  hours: z.number().describe('Of all readers together, in the period'),
  readers: z.number().int(),
  sessions: z.number().int(),
  knownShare: z.number().describe('Of the readings, those whose reader is known'),
});
export type ImpactHours = z.infer<typeof impactHoursSchema>;

const judged = z.object({
  present: z.number().int(),
  absent: z.number().int(),
  notYetJudged: z.number().int(),
});

export const impactConcordanceSchema = z.object({
  flagged: judged,
  notFlagged: judged,
  uncertain: z.number().int(),
  ppv: answerSchema(proportionSchema),
  sensitivity: answerSchema(proportionSchema),
  specificity: answerSchema(proportionSchema),
});
export type ImpactConcordance = z.infer<typeof impactConcordanceSchema>;

export const impactRaceSchema = z.object({
  beatTheReader: proportionSchema.describe('Flags that were there before the study was opened'),
  leadMinutes: z
    .object({ p10: z.number(), p50: z.number(), p90: z.number() })
    .describe('From the flag until the study was opened; negative where the reader was first'),
});
export type ImpactRace = z.infer<typeof impactRaceSchema>;

export const impactAlertsSchema = z.object({
  alerts: z.number().int(),
  perReaderHour: answerSchema(z.number()),
  ppv: answerSchema(proportionSchema).describe('Of alerts in studies that readers judged'),
  acknowledgedMinutes: z.object({ p50: minutes, p90: minutes, open: z.number().int() }),
  notOpened: answerSchema(proportionSchema).describe(
    'Acknowledged alerts whose study nobody opened until half an hour later',
  ),
});
export type ImpactAlerts = z.infer<typeof impactAlertsSchema>;

/** What to know before a figure is believed. */
export const impactCaveatSchema = z.enum(['onlyFlagsJudged', 'partlyJudged', 'rulesChanged', 'logBehind']);
export type ImpactCaveat = z.infer<typeof impactCaveatSchema>;

export const aiImpactSchema = z
  .object({
    at: instantSchema.describe('When the log was read'),
    name: z.string(),
    studies: z.number().int().describe('Became ready to read in the period'),
    leftOut: z.number().int().describe('Waits that no figure counts, for example of cancelled orders'),
    fallbackShare: z.number().nullable(),
    caveats: z.array(impactCaveatSchema),
    curveMinutes: z.array(z.number()),
    waits: z.array(z.object({ state: impactStateSchema, wait: answerSchema(impactWaitSchema) })),
    effectiveUtilisation: answerSchema(z.number()),
    readerHours: answerSchema(impactHoursSchema),
    replay: answerSchema(impactReplaySchema),
    formula: answerSchema(impactFormulaSchema),
    race: answerSchema(impactRaceSchema),
    concordance: impactConcordanceSchema,
    alerts: answerSchema(impactAlertsSchema),
  })
  .meta({ id: 'AiImpact', description: 'What a model was worth in a period, and who paid' });
export type AiImpact = z.infer<typeof aiImpactSchema>;

/** How far the making of an answer has come. */
export const impactProgressSchema = z
  .discriminatedUnion('step', [
    z.object({
      step: z.literal('inLine'),
      place: z.number().int().positive().describe('Those that are made before it, and itself'),
    }),
    z.object({ step: z.literal('reading') }),
    z.object({ step: z.literal('measuring') }),
    z.object({ step: z.literal('replaying'), done: z.number().int(), of: z.number().int() }),
  ])
  .meta({ id: 'ImpactProgress' });
export type ImpactProgress = z.infer<typeof impactProgressSchema>;

export const aiImpactAnswerSchema = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('making'), progress: impactProgressSchema }),
    z.object({ state: z.literal('failed'), problem: z.string() }),
    z.object({
      state: z.literal('kept'),
      impact: aiImpactSchema,
      progress: impactProgressSchema.nullable().describe('Of the answer that will take its place'),
      problem: z.string().nullable().describe('Why none could take its place'),
    }),
  ])
  .meta({ id: 'AiImpactAnswer', description: 'What is kept, and what is being made; always there at once' });
export type AiImpactAnswer = z.infer<typeof aiImpactAnswerSchema>;
