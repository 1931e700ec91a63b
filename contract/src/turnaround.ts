import { z } from 'zod';
import { instantSchema, orderClassSchema, uidSchema } from './codes.js';

/** A kind of clinical event; what it means, and who says so, is in `docs/metrics.md`. */
export const clinicalEventKindSchema = z.enum([
  'orderPlaced',
  'arrived',
  'examCompleted',
  'firstInstance',
  'lastInstance',
  'readyToRead',
  'aiPlanned',
  'aiDispatched',
  'aiResult',
  'aiWithdrawn',
  'priorityChanged',
  'notified',
  'acknowledged',
  'notificationClosed',
  'claimed',
  'released',
  'skipped',
  'stolen',
  'reassigned',
  'holdPlaced',
  'holdEnded',
  'firstOpened',
  'reportStarted',
  'preliminary',
  'final',
  'addendum',
  'markedRead',
  'criticalIdentified',
  'criticalCommunicated',
  'criticalAcknowledged',
  'criticalClosed',
  'criticalWithdrawn',
  'cancelled',
  'deleted',
]);
export type ClinicalEventKind = z.infer<typeof clinicalEventKindSchema>;

export const stageIdSchema = z.enum([
  'orderToExam',
  'orderToArrival',
  'transmission',
  'wait',
  'read',
  'reportTurnaround',
  'finalTurnaround',
  'orderToFinal',
  'preliminaryToFinal',
  'aiLatency',
  'aiQueue',
  'aiCompute',
  'notification',
  'acknowledgement',
  'criticalCommunication',
  'criticalClosure',
]);
export type StageId = z.infer<typeof stageIdSchema>;

/**
 * What AI said of a study, over all models: `noResult` where every run failed, was withdrawn or could not be evaluated;
 * `notEligible` where no model took it.
 */
export const studyAiStateSchema = z.enum(['notEligible', 'pending', 'flagged', 'notFlagged', 'noResult']);
export type StudyAiState = z.infer<typeof studyAiStateSchema>;

/**
 * Why an interval is in no statistic: the clock speaks nonsense (the first four), or it ended in another way before its
 * end event came.
 */
export const intervalExclusionSchema = z.enum([
  'negative',
  'future',
  'before1990',
  'contradictsOrder',
  'cancelled',
  'deleted',
  'markedRead',
  'aiWithdrawn',
  'notificationClosed',
  'criticalWithdrawn',
]);
export type IntervalExclusion = z.infer<typeof intervalExclusionSchema>;

const stagePointSchema = z.object({
  events: z.array(clinicalEventKindSchema).min(1).describe('The earliest of them counts'),
  fallbacks: z
    .array(clinicalEventKindSchema)
    .describe('Where there is none of them, the first of these there is'),
});
export type StagePoint = z.infer<typeof stagePointSchema>;

export const stageSchema = z
  .object({
    id: stageIdSchema,
    per: z.enum(['study', 'run', 'alert', 'critical']).describe('What has one interval'),
    start: stagePointSchema,
    end: stagePointSchema,
    endsOtherwise: z
      .array(clinicalEventKindSchema)
      .describe('Without its end event, it counts no more after one of these'),
  })
  .meta({ id: 'TurnaroundStage', description: 'A time that is measured: from which event to which' });
export type Stage = z.infer<typeof stageSchema>;

export const shiftSchema = z
  .enum(['day', 'evening', 'night'])
  .describe('By the clock of the site: from 7, 15 and 23 o’clock');
export type Shift = z.infer<typeof shiftSchema>;

export const loadBandSchema = z
  .enum(['0-9', '10-24', '25-49', '50-99', '100+'])
  .describe('Studies that waited when the hour began');
export type LoadBand = z.infer<typeof loadBandSchema>;

export const turnaroundGroupBySchema = z.enum([
  'none',
  'day',
  'hourOfWeek',
  'shift',
  'modality',
  'orderClass',
  'site',
  'aiState',
  'load',
]);
export type TurnaroundGroupBy = z.infer<typeof turnaroundGroupBySchema>;

/** Fewer intervals than this are not shown. */
export const FEWEST_INTERVALS_SHOWN = 5;

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** What part of the intervals is asked about. */
export const turnaroundSelection = {
  stage: stageIdSchema,
  from: z.iso.date().describe('First day, by the calendar of the site'),
  to: z.iso.date().describe('Last day'),
  site: z.string().max(64).optional(),
  modality: z.string().max(16).optional(),
  orderClass: orderClassSchema.optional(),
  aiState: studyAiStateSchema.optional(),
};

/** Days of a period, its last among them; below one where it goes backwards. */
export function daysOfPeriod({ from, to }: { from: string; to: string }): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** A period of at most a year, forwards. */
export function isPeriod(period: { from: string; to: string }): boolean {
  const days = daysOfPeriod(period);
  return days >= 1 && days <= LONGEST_DAYS;
}
export const periodProblem = { path: ['to'], error: `At least one day and at most ${LONGEST_DAYS}` };

export const turnaroundQuerySchema = z
  .object({ ...turnaroundSelection, groupBy: turnaroundGroupBySchema.default('none') })
  .refine(isPeriod, periodProblem);
export type TurnaroundQuery = z.infer<typeof turnaroundQuerySchema>;

const seconds = z.number().nullable().describe('In seconds; null where suppressed or none');

export const turnaroundGroupSchema = z
  .object({
    key: z
      .string()
      .describe(
        'A day, an hour of the week from Monday 00 (0 to 167), a band of the load, or the value grouped by; "all"',
      ),
    suppressed: z.boolean().describe(`Fewer than ${FEWEST_INTERVALS_SHOWN}: no figure is given`),
    n: z.number().int().nullable().describe('Intervals that ended'),
    median: seconds,
    p75: seconds,
    p90: seconds,
    p95: seconds,
    p99: seconds,
    max: seconds,
    fallbackShare: z.number().nullable().describe('Of n, those that begin or end with a fall-back event'),
    excluded: z
      .partialRecord(intervalExclusionSchema, z.number().int())
      .describe('How many were left out, and why'),
    open: z
      .number()
      .int()
      .nullable()
      .describe('Begun and not ended: right-censored at the time of the answer'),
    medianWithOpen: seconds.describe(
      'Kaplan and Meier, over ended and open; null where more than half are open',
    ),
  })
  .meta({ id: 'TurnaroundGroup', description: 'Figures of one group' });
export type TurnaroundGroup = z.infer<typeof turnaroundGroupSchema>;

export const turnaroundSchema = z
  .object({
    stage: stageSchema,
    timeZone: z.string().describe('Of the site, IANA'),
    relativeError: z.number().describe('Largest error of a quantile, as a share of it; n and max are exact'),
    pending: z.boolean().describe('Events have come that the figures do not hold yet'),
    groups: z.array(turnaroundGroupSchema),
  })
  .meta({ id: 'Turnaround', description: 'How long a stage takes' });
export type Turnaround = z.infer<typeof turnaroundSchema>;

export const turnaroundStudiesQuerySchema = z
  .object({
    ...turnaroundSelection,
    groupBy: turnaroundGroupBySchema.default('none'),
    key: z.string().max(64).optional().describe('Only the group that has this key'),
    state: z.enum(['ended', 'open', 'excluded']).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
  })
  .refine(isPeriod, periodProblem);
export type TurnaroundStudiesQuery = z.infer<typeof turnaroundStudiesQuerySchema>;

export const turnaroundStudySchema = z
  .object({
    studyInstanceUid: uidSchema,
    subject: z.string().nullable().describe('Run, alert or critical result; null of the study itself'),
    site: z.string(),
    modality: z.string(),
    orderClass: orderClassSchema,
    aiState: studyAiStateSchema,
    startedAt: instantSchema,
    startedWith: clinicalEventKindSchema,
    endedAt: instantSchema.nullable(),
    endedWith: clinicalEventKindSchema.nullable(),
    seconds: z.number().nullable().describe('Null while it is open, and where it is excluded'),
    fallback: z.boolean(),
    excluded: intervalExclusionSchema.nullable(),
    milestones: z
      .array(
        z.object({
          kind: clinicalEventKindSchema,
          at: instantSchema,
          source: z.string().describe('Who says so'),
          clock: z.enum(['platform', 'modality']).describe('Whose clock gives the time'),
        }),
      )
      .describe('Of the study: the one event of each kind that counts'),
  })
  .meta({ id: 'TurnaroundStudy', description: 'One interval behind a figure' });
export type TurnaroundStudy = z.infer<typeof turnaroundStudySchema>;

export const turnaroundStudyPageSchema = z
  .object({
    studies: z.array(turnaroundStudySchema).describe('Begun last first'),
    next: z.string().nullable(),
  })
  .meta({ id: 'TurnaroundStudyPage' });
export type TurnaroundStudyPage = z.infer<typeof turnaroundStudyPageSchema>;
