import { z } from 'zod';
import { clinicalEventKindSchema } from './turnaround.js';
import { bandSchema, claimWaySchema, instantSchema, orderClassSchema, uidSchema } from './codes.js';
import { holdKindSchema } from './hold.js';
import { passedOverSchema, skipReasonSchema } from './assignment.js';

/** A share of fewer than this is refused. */
export const FEWEST_FOR_A_SHARE = 30;
/** Of fewer readers than this no distribution is told. */
export const FEWEST_READERS = 5;

const LONGEST_DAYS = 31;
const DAY_MS = 86_400_000;

const fairnessPeriod = {
  from: z.iso.date().describe('First day, by the calendar of the site'),
  to: z.iso.date().describe('Last day'),
};

function isMonth({ from, to }: { from: string; to: string }): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days >= 1 && days <= LONGEST_DAYS;
}
const monthProblem = { path: ['to'], error: `At least one day and at most ${LONGEST_DAYS}` };

export const fairnessQuerySchema = z.object(fairnessPeriod).refine(isMonth, monthProblem);
export type FairnessQuery = z.infer<typeof fairnessQuerySchema>;

const measuredSchema = z.object({
  n: z.number().int().describe('Of how many'),
  value: z.number().nullable().describe('From 0 to 1; null where it is refused'),
  interval95: z.tuple([z.number(), z.number()]).nullable(),
  refused: z.enum(['tooFew']).nullable().describe(`Fewer than ${FEWEST_FOR_A_SHARE}`),
});
export type Measured = z.infer<typeof measuredSchema>;

export const readerWorkSchema = z
  .object({
    readerId: z.string(),
    name: z.string().nullable().describe('Null where the account is gone'),
    studiesRead: z.number().int(),
    rvuRead: z.number(),
    rvuShare: z.number().nullable().describe('Of all RVU read in the period; null where nobody read'),
    studiesAssigned: z
      .object({
        next: z.number().int(),
        chosen: z.number().int(),
        takenOver: z.number().int(),
        handedOver: z.number().int(),
        unknown: z.number().int().describe('Claimed before the log said how'),
      })
      .describe('Studies that came to the reader, each once a day, by how they came first'),
    rvuAssigned: z.number().describe('Of those studies, by the table in force when the day was counted'),
    activeHours: z.number().int().describe('Hours of the clock in which the log has an act of the reader'),
    skipped: z.partialRecord(skipReasonSchema, z.number().int()).describe('Skips by reason'),
    skipRate: measuredSchema.describe('Studies skipped, of those that came to the reader or were skipped'),
    releaseRate: measuredSchema.describe('Studies given back, of those that came to the reader'),
    expired: z.number().int().describe('Claims that ran out'),
    steals: z.number().int().describe('Claims of others taken over'),
    outOfOrder: measuredSchema.describe('Of choices among two or more, those that were not the first'),
    position: measuredSchema.describe('Mean place of choices: 0 always the first, 1 always the last'),
    cherryPick: measuredSchema.describe(
      'Of choices that passed over lighter or heavier studies, those lighter than the median passed over',
    ),
  })
  .meta({ id: 'ReaderWork', description: 'Work of one reader in a period' });
export type ReaderWork = z.infer<typeof readerWorkSchema>;

const spreadSchema = z
  .object({ readers: z.number().int(), q1: z.number(), median: z.number(), q3: z.number() })
  .nullable()
  .describe(`Quartiles over readers; null where there are fewer than ${FEWEST_READERS}`);

export const fairnessSchema = z
  .object({
    timeZone: z.string().describe('Of the site, IANA'),
    pending: z.boolean().describe('Events have come that the figures do not hold yet'),
    named: z.boolean().describe('All readers are told, by name; else the caller alone'),
    readers: z.array(readerWorkSchema).describe('By name'),
    spread: z.object({ studiesRead: spreadSchema, rvuRead: spreadSchema, rvuAssigned: spreadSchema }),
  })
  .meta({ id: 'Fairness', description: 'How work is spread over readers' });
export type Fairness = z.infer<typeof fairnessSchema>;

export const readerActKindSchema = z.enum(['read', 'assigned', 'chosen', 'skipped', 'released']);
export type ReaderActKind = z.infer<typeof readerActKindSchema>;

export const readerActsQuerySchema = z
  .object({
    ...fairnessPeriod,
    reader: z.uuid(),
    what: readerActKindSchema,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.coerce.number().int().min(0).default(0).describe('How many to leave out'),
  })
  .refine(isMonth, monthProblem);
export type ReaderActsQuery = z.infer<typeof readerActsQuerySchema>;

export const readerActSchema = z
  .object({
    studyInstanceUid: uidSchema,
    at: instantSchema,
    way: claimWaySchema.or(z.literal('handedOver')).nullable(),
    reason: z.string().nullable().describe('Of a skip'),
    rvu: z.number().nullable().describe('Null of a study that is gone'),
    choice: z
      .object({
        place: z.number().int().describe('In the reading order of those that could be taken, from 1'),
        of: z.number().int(),
        medianPassedRvu: z.number().nullable().describe('Of those before it; null where there were none'),
      })
      .nullable(),
  })
  .meta({ id: 'ReaderAct', description: 'One act behind a figure' });
export type ReaderAct = z.infer<typeof readerActSchema>;

export const readerActPageSchema = z
  .object({ acts: z.array(readerActSchema).describe('Newest first'), next: z.string().nullable() })
  .meta({ id: 'ReaderActPage' });
export type ReaderActPage = z.infer<typeof readerActPageSchema>;

export const listHistoryQuerySchema = z.object({
  at: instantSchema,
  reader: z.uuid().optional().describe('Say of each study whether this reader could have been given it'),
  study: uidSchema.optional().describe('Say the place of this study too, wherever in the list it is'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.coerce.number().int().min(0).default(0).describe('How many to leave out'),
});
export type ListHistoryQuery = z.infer<typeof listHistoryQuerySchema>;

const personSchema = z
  .object({ id: z.string(), name: z.string().nullable() })
  .nullable()
  .describe('Null where the log or the role of the caller does not tell');

export const pastStudySchema = z
  .object({
    place: z.number().int().describe('In the reading order, from 1'),
    studyInstanceUid: uidSchema,
    accessionNumber: z.string().nullable(),
    modality: z.string(),
    site: z.string(),
    orderClass: orderClassSchema,
    band: bandSchema,
    readyAt: instantSchema,
    dueAt: instantSchema.nullable().describe('Null where the log did not hold it yet'),
    overdue: z.boolean(),
    certain: z.boolean().describe('The log holds the whole place; else the order within the band is by age'),
    reasons: z.array(z.string()).describe('Kinds of the reasons'),
    why: z.array(z.string()).describe('The reasons in words'),
    rules: z.string().nullable().describe('Policy and rules that decided'),
    placedAt: instantSchema.describe('When the place was decided'),
    claim: z.object({ by: personSchema, since: instantSchema, handedOver: z.boolean() }).nullable(),
    hold: z.object({ kind: holdKindSchema, until: instantSchema }).nullable(),
    skips: z.array(z.object({ by: personSchema, at: instantSchema, reason: z.string().nullable() })),
    keptFromReader: passedOverSchema.shape.why
      .nullable()
      .describe('Why "next" would have passed it over for the reader asked about; null also where none is'),
    next: z
      .array(z.object({ kind: clinicalEventKindSchema, at: instantSchema, by: personSchema }))
      .describe('What the log has of it afterwards, the first of it'),
  })
  .meta({ id: 'PastStudy', description: 'A study as it stood on the list at a moment' });
export type PastStudy = z.infer<typeof pastStudySchema>;

export const listHistorySchema = z
  .object({
    at: instantSchema,
    previousChange: instantSchema.nullable(),
    nextChange: instantSchema.nullable(),
    total: z.number().int(),
    uncertain: z.number().int().describe('Studies of which the log did not hold the whole place yet'),
    study: pastStudySchema.nullable().describe('The one asked about; null also where it was not in the list'),
    studies: z.array(pastStudySchema).describe('In reading order'),
    next: z.string().nullable(),
  })
  .meta({ id: 'ListHistory', description: 'The list as it was at a moment, from the log alone' });
export type ListHistory = z.infer<typeof listHistorySchema>;
