import { z } from 'zod';
import { orderClassSchema } from './codes.js';
import { readingRulesSchema } from './rules.js';

const HOURS_OF_WEEK = 168;

const nameSchema = z.string().trim().min(1).max(64);
const shareSchema = z.number().min(0).max(1);

/** Why a figure is not given, for the reader of the page, and a code for the page. */
export const refusalSchema = z
  .object({
    code: z.enum([
      'tooBusy',
      'outsideUtilisation',
      'tooFewStudies',
      'tooFewDays',
      'fallbackTimestamps',
      'variableReads',
      'unequalReads',
      'variesByHour',
      'outsideFormula',
      'impossibleInput',
      'nothingToCompare',
      'readersUnknown',
      'notJudged',
      'cancelled',
    ]),
    reason: z.string().describe('A sentence for a head of department'),
  })
  .meta({ id: 'Refusal', description: 'A figure that the data or the theory does not carry' });
export type Refusal = z.infer<typeof refusalSchema>;

/** Either a value or the reason why there is none. */
export function answerSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), refusal: refusalSchema }),
  ]);
}

/** A number for every hour, or one for each hour of the week from Monday 00:00 on the clock of the site. */
function hourlySchema(each: z.ZodNumber) {
  return z.union([each, z.array(each).length(HOURS_OF_WEEK)]);
}

export const readTimeSchema = z.object({
  distribution: z.enum(['exponential', 'logNormal']),
  meanMinutes: z.number().min(0.1).max(240),
  cv: z
    .number()
    .min(0)
    .max(3)
    .default(1)
    .describe('Standard deviation divided by the mean; of exponential times it is 1'),
});
export type ReadTime = z.infer<typeof readTimeSchema>;

export const studyClassSchema = z
  .object({
    name: nameSchema,
    modality: nameSchema.describe('As DICOM writes it, e.g. CT'),
    arrivalsPerHour: hourlySchema(z.number().min(0).max(2000)),
    statShare: shareSchema,
    urgentShare: shareSchema,
    readTime: readTimeSchema,
    conditions: z
      .array(z.object({ name: nameSchema, prevalence: shareSchema }))
      .max(10)
      .describe('Urgent conditions; a study has one at most'),
  })
  .refine(({ statShare, urgentShare }) => statShare + urgentShare <= 1, {
    error: 'STAT and urgent together are more than all studies',
    path: ['urgentShare'],
  })
  .refine(({ conditions }) => conditions.reduce((sum, { prevalence }) => sum + prevalence, 0) <= 1, {
    error: 'The conditions together are more than all studies',
    path: ['conditions'],
  });
export type StudyClass = z.infer<typeof studyClassSchema>;

export const operatingPointSchema = z.object({ sensitivity: shareSchema, specificity: shareSchema });
export type OperatingPoint = z.infer<typeof operatingPointSchema>;

/** An operating point as such, or as a threshold on a measured curve. */
export const thresholdSchema = z.object({
  threshold: z.number(),
  curve: z
    .array(operatingPointSchema.extend({ threshold: z.number() }))
    .min(2)
    .max(500),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** That of a threshold lies between the measured ones of its curve on a straight line; undefined outside of it. */
export function pointAt(given: OperatingPoint | Threshold): OperatingPoint | undefined {
  if (!('curve' in given)) return given;
  const { threshold, curve } = given;
  const points = [...curve].sort((a, b) => a.threshold - b.threshold);
  const above = points.findIndex((point) => point.threshold >= threshold);
  const [low, high] = [points[Math.max(0, above - 1)], points[above]];
  if (!low || !high || threshold < low.threshold) return undefined;
  const span = high.threshold - low.threshold;
  const part = span === 0 ? 0 : (threshold - low.threshold) / span;
  const between = (a: number, b: number) => a + (b - a) * part;
  return {
    sensitivity: between(low.sensitivity, high.sensitivity),
    specificity: between(low.specificity, high.specificity),
  };
}

export const whatIfModelSchema = z.object({
  name: nameSchema,
  studyClasses: z.array(nameSchema).min(1).describe('Names of the classes it looks at'),
  condition: nameSchema.describe('What it looks for'),
  operatingPoint: z.union([operatingPointSchema, thresholdSchema]),
  resultAfter: z
    .object({ meanMinutes: z.number().min(0).max(1440), cv: z.number().min(0).max(3) })
    .describe('From ready to read until the result is there; log-normal, 0 at once'),
  rank: z.number().int().min(1).max(10).describe('Its tier in a hierarchical order, 1 first'),
});
export type WhatIfModel = z.infer<typeof whatIfModelSchema>;

const byOrderClass = z.record(orderClassSchema, z.number().min(1));

/** What readers take next. A flag lowers a study in none of them. */
export const readingOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('arrival') }),
  z.object({ kind: z.literal('orderClass') }),
  z.object({
    kind: z.literal('flaggedFirst'),
    protocol: z
      .enum(['priority', 'hierarchical'])
      .describe('All flagged studies by arrival, or in tiers by the rank of the model'),
    withStat: z.boolean().describe('Whether flagged studies rank with STAT instead of below it'),
    overdue: z
      .object({
        afterMinutes: byOrderClass,
        joins: z.enum(['flagged', 'top']).describe('The flagged studies by arrival, or before all others'),
      })
      .nullable(),
  }),
  z.object({
    kind: z.literal('ageing'),
    weights: z
      .object({ flagged: z.number().positive(), unflagged: z.number().positive() })
      .describe('The longest weighted wait goes first'),
  }),
  z.object({ kind: z.literal('rules'), rules: readingRulesSchema }),
]);
export type ReadingOrderChoice = z.infer<typeof readingOrderSchema>;

export const whatIfScenarioSchema = z
  .object({
    readers: hourlySchema(z.number().int().min(0).max(200)).describe('Readers at work'),
    studyClasses: z.array(studyClassSchema).min(1).max(20),
    models: z.array(whatIfModelSchema).max(10),
    order: readingOrderSchema,
    interrupts: z.boolean().describe('Whether a reader breaks off a study for one of a higher line'),
    days: z.number().int().min(1).max(365),
    warmUpDays: z.number().int().min(0).max(30).describe('Of the days; not counted, the list begins empty'),
    replications: z.number().int().min(2).max(100),
    seed: z.string().min(1).max(64),
  })
  .superRefine(({ studyClasses, models, order, interrupts, days, warmUpDays }, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const names = new Set(studyClasses.map(({ name }) => name));
    if (names.size < studyClasses.length) issue(['studyClasses'], 'Two classes have the same name');
    models.forEach((model, index) => {
      for (const name of model.studyClasses)
        if (!names.has(name)) issue(['models', index, 'studyClasses'], `There is no class ${name}`);
    });
    if (order.kind === 'ageing' && interrupts)
      issue(['interrupts'], 'Where waits are weighted, no study is broken off');
    if (warmUpDays >= days) issue(['warmUpDays'], 'Nothing is left after the warm-up');
  })
  .meta({ id: 'WhatIfScenario', description: 'A department as it could be' });
export type WhatIfScenario = z.infer<typeof whatIfScenarioSchema>;

export const studyGroupSchema = z
  .enum([
    'all',
    'flagged',
    'unflagged',
    'notEligible',
    'diseased',
    'missed',
    'otherUrgent',
    'stat',
    'urgent',
    'routine',
  ])
  .describe(
    'unflagged: looked at and not flagged; diseased: has a condition that a model looks for; missed: diseased, not flagged for it; otherUrgent: has a condition that no model looks for',
  );
export type StudyGroup = z.infer<typeof studyGroupSchema>;

/** A figure with its 95 % interval; null where there was nothing to reckon it from. */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  interval95: z.tuple([z.number(), z.number()]).nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** Waits of a group from ready to read until opened; a study broken off waits on. Minutes. */
export const simulatedWaitSchema = z.object({
  meanMinutes: estimateSchema,
  p50Minutes: estimateSchema,
  p75Minutes: estimateSchema,
  p90Minutes: estimateSchema,
  p95Minutes: estimateSchema,
  p99Minutes: estimateSchema,
  maxMinutes: estimateSchema,
  studies: z.number().describe('Mean of the replications'),
  openAtEnd: z.number().describe('Of them not yet read at the end, mean of the replications'),
});
export type SimulatedWait = z.infer<typeof simulatedWaitSchema>;

const simulatedArmSchema = z.object({
  groups: z.partialRecord(studyGroupSchema, simulatedWaitSchema),
  conditions: z.array(z.object({ condition: z.string(), waits: simulatedWaitSchema })),
  utilisation: estimateSchema.describe('Minutes of reading of a minute of staffed time; overtime counts'),
});
export type SimulatedArm = z.infer<typeof simulatedArmSchema>;

export const simulationAnswerSchema = z.object({
  replications: z.number().int(),
  withoutAi: simulatedArmSchema.describe('The same studies without any flag'),
  withAi: simulatedArmSchema,
  savedMinutes: estimateSchema.describe('Mean wait of the diseased without AI less that with AI, paired'),
  savedShare: estimateSchema,
  lateFlagShare: estimateSchema.describe('Flagged studies that were open before their first flag came'),
});
export type SimulationAnswer = z.infer<typeof simulationAnswerSchema>;

export const closedFormAnswerSchema = z.object({
  utilisation: z.number(),
  withoutAiMinutes: z.partialRecord(studyGroupSchema, z.number()),
  withAiMinutes: z.partialRecord(studyGroupSchema, z.number()),
  conditions: z.array(
    z.object({ condition: z.string(), withoutAiMinutes: z.number(), withAiMinutes: z.number() }),
  ),
  savedMinutes: z.number().nullable().describe('Of the diseased; null without any'),
  savedShare: z.number().nullable(),
  caveats: z.array(z.string()).describe('What of the scenario the formula leaves out'),
});
export type ClosedFormAnswer = z.infer<typeof closedFormAnswerSchema>;

export const whatIfAnswerSchema = z
  .object({
    closedForm: answerSchema(closedFormAnswerSchema),
    simulation: answerSchema(simulationAnswerSchema),
  })
  .meta({ id: 'WhatIfAnswer', description: 'Mean waits by formula beside waits by simulation' });
export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>;
