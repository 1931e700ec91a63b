import { z } from 'zod';
import { codedConceptSchema, instantSchema, uidSchema } from './codes.js';
import { messageTargetsSchema } from './message.js';
import { patientSchema } from './worklist.js';

const text = (shortest: number, longest: number) => z.string().trim().min(shortest).max(longest);
const note = z
  .string()
  .trim()
  .max(500)
  .transform((value) => (value === '' ? null : value))
  .nullable()
  .default(null);

/** How soon a person must know: minutes, hours, days. */
export const criticalLevelSchema = z.enum(['red', 'orange', 'yellow']);
export type CriticalLevel = z.infer<typeof criticalLevelSchema>;

/** Where a critical result is. `closed` is only what a named person has received. */
export const criticalStateSchema = z.enum(['open', 'acknowledged', 'closed', 'withdrawn']);
export type CriticalState = z.infer<typeof criticalStateSchema>;

export const communicationWaySchema = z.enum(['phone', 'inPerson', 'video', 'secureMessage', 'other']);
export type CommunicationWay = z.infer<typeof communicationWaySchema>;

/** Who has been told by message of a result that nobody received. */
export const criticalToldSchema = z.enum(['nobody', 'section', 'onCall', 'head']);
export type CriticalTold = z.infer<typeof criticalToldSchema>;

export const calleeSchema = z
  .object({
    name: text(2, 120),
    role: text(1, 64).nullable().describe('Of a contact: one of its roles'),
    phone: z.string().trim().max(60).nullable(),
    email: z.string().trim().max(254).nullable(),
  })
  .meta({ id: 'Callee', description: 'Whom to call: the referrer, or a contact of the department' });
export type Callee = z.infer<typeof calleeSchema>;

export const criticalAttemptSchema = z
  .object({
    id: z.uuid(),
    by: z.string(),
    at: instantSchema,
    called: z.string().describe('Who was called'),
    how: communicationWaySchema,
    reached: z.boolean(),
    note: z.string().nullable(),
  })
  .meta({ id: 'CriticalAttempt', description: 'One attempt to reach somebody' });
export type CriticalAttempt = z.infer<typeof criticalAttemptSchema>;

export const criticalHandedOverSchema = z.object({
  by: z.string(),
  to: z.string(),
  at: instantSchema,
  note: z.string().nullable(),
});
export type CriticalHandedOver = z.infer<typeof criticalHandedOverSchema>;

/** The facts that a receipt is made of, besides the finding and its time. */
export const criticalReceiptSchema = z.object({
  receiver: z.string().describe('The named person who received it'),
  receiverRole: z.string().nullable(),
  communicatedBy: z.string(),
  communicatedAt: instantSchema,
  how: communicationWaySchema,
  readBack: z.boolean().describe('The receiver has repeated it back'),
  note: z.string().nullable(),
});
export type CriticalReceipt = z.infer<typeof criticalReceiptSchema>;

export const criticalResultSchema = z
  .object({
    id: z.uuid(),
    version: z
      .number()
      .int()
      .describe('Rises with every step that another could contradict; attempts and messages are none'),
    studyInstanceUid: uidSchema,
    patient: patientSchema.nullable().describe('Null where the study is no longer here'),
    studyDescription: z.string().nullable(),
    modalities: z.array(z.string()),
    finding: z.string(),
    findingCode: z.string().nullable().describe('Of the catalogue; null where it was written freely'),
    level: criticalLevelSchema,
    state: criticalStateSchema,
    identifiedAt: instantSchema.describe('When the finding was seen: time runs from here'),
    dueAt: instantSchema,
    markedAt: instantSchema,
    markedBy: z.string(),
    fromAlert: z.boolean().describe('A reader marked it from an alert of a model'),
    note: z.string().nullable(),
    callee: calleeSchema.nullable(),
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    told: criticalToldSchema.describe('The highest level that has been told'),
    tellAt: instantSchema.nullable().describe('When the next level is told'),
    undelivered: z.number().int().describe('Messages that could not be delivered so far'),
    undoUntil: instantSchema.describe('Until then whoever marked it can take it back without a reason'),
    attempts: z.array(criticalAttemptSchema).describe('Oldest first'),
    handedOver: z.array(criticalHandedOverSchema).describe('Oldest first'),
    receipt: criticalReceiptSchema.nullable(),
    closed: z.object({ by: z.string(), at: instantSchema, note: z.string().nullable() }).nullable(),
    withdrawn: z.object({ by: z.string(), at: instantSchema, reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'CriticalResult', description: 'A finding that a person must be told of in time' });
export type CriticalResult = z.infer<typeof criticalResultSchema>;

export const markCriticalSchema = z
  .object({
    findingCode: z.string().max(64).nullable().describe('Of the catalogue; null with a free text'),
    finding: text(2, 200).describe('In words'),
    level: criticalLevelSchema,
    identifiedAt: instantSchema.describe('Not in the future'),
    callee: calleeSchema.nullable().default(null),
    note,
    alertId: z.uuid().nullable().default(null).describe('The alert that the reader looked at'),
  })
  .meta({ id: 'MarkCritical', description: 'A reader says that a study has a critical finding' });
export type MarkCritical = z.infer<typeof markCriticalSchema>;

const expectedVersion = z.number().int();

export const criticalAttemptInputSchema = z
  .object({
    id: z.uuid().describe('Chosen by the caller: a repetition is the same attempt'),
    called: text(2, 120),
    how: communicationWaySchema,
    at: instantSchema,
    reached: z.boolean(),
    note,
  })
  .meta({ id: 'CriticalAttemptInput' });
export type CriticalAttemptInput = z.infer<typeof criticalAttemptInputSchema>;

export const acknowledgeCriticalSchema = z
  .object({
    receiver: text(2, 120).describe('The name of the person who received it'),
    receiverRole: z
      .string()
      .trim()
      .max(64)
      .transform((value) => (value === '' ? null : value))
      .nullable()
      .default(null),
    communicatedBy: text(2, 120),
    communicatedAt: instantSchema,
    how: communicationWaySchema,
    readBack: z.boolean().describe('True closes it'),
    note,
    expectedVersion,
  })
  .meta({ id: 'AcknowledgeCritical', description: 'A named person has received it' });
export type AcknowledgeCritical = z.infer<typeof acknowledgeCriticalSchema>;

export const closeCriticalSchema = z
  .object({
    readBack: z.boolean(),
    note,
    expectedVersion,
  })
  .refine((closing) => closing.readBack || closing.note !== null, {
    path: ['note'],
    error: 'Say why it was not read back',
  })
  .meta({ id: 'CloseCritical', description: 'Closes one that was received without read-back' });
export type CloseCritical = z.infer<typeof closeCriticalSchema>;

export const withdrawCriticalSchema = z
  .object({
    reason: note.describe('May be left out by whoever marked it, within ten seconds'),
    expectedVersion,
  })
  .meta({ id: 'WithdrawCritical', description: 'It was marked by mistake' });
export type WithdrawCritical = z.infer<typeof withdrawCriticalSchema>;

export const assignCriticalSchema = z
  .object({ to: z.uuid().nullable().describe('Null: nobody in particular'), expectedVersion })
  .meta({ id: 'AssignCritical', description: 'Who sees to it' });
export type AssignCritical = z.infer<typeof assignCriticalSchema>;

export const handOverCriticalSchema = z
  .object({
    id: z.uuid().describe('Chosen by the caller: a repetition is the same hand-over'),
    to: z.uuid().describe('Who takes them over'),
    items: z
      .array(z.object({ id: z.uuid(), note }))
      .min(1)
      .max(200)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
        error: 'One of them is named twice',
      }),
  })
  .meta({ id: 'HandOverCritical', description: 'Hands what is open to the next shift' });
export type HandOverCritical = z.infer<typeof handOverCriticalSchema>;

export const criticalQuerySchema = z.object({
  show: z.enum(['open', 'done']).default('open').describe('`done`: closed and withdrawn, the latest first'),
  studyUid: uidSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
});
export type CriticalQuery = z.infer<typeof criticalQuerySchema>;

export const criticalPageSchema = z
  .object({
    results: z.array(criticalResultSchema).describe('Open ones by due time, done ones the latest first'),
    next: z.string().nullable(),
    open: z.number().int().describe('All that are not closed or withdrawn'),
    overdue: z.number().int().describe('Of those, which nobody received in time'),
    serverTime: instantSchema,
  })
  .meta({ id: 'CriticalPage' });
export type CriticalPage = z.infer<typeof criticalPageSchema>;

export const calleesSchema = z
  .object({
    referrer: calleeSchema.nullable().describe('As the order names them'),
    location: z.string().nullable().describe('Where the patient is, by the order'),
    contacts: z.array(calleeSchema).describe('Contacts of that place first'),
  })
  .meta({ id: 'Callees', description: 'Whom to call about a study' });
export type Callees = z.infer<typeof calleesSchema>;

/** Minutes from a minute to 30 days. */
const minutesSchema = z.number().int().min(1).max(43_200);

export const criticalFindingSchema = z
  .object({
    code: z.string().regex(/^[a-z0-9][a-zA-Z0-9-]{1,63}$/, 'is not a code: letters, digits and hyphens'),
    label: text(2, 120),
    level: criticalLevelSchema,
    minutes: minutesSchema.nullable().default(null).describe('Null: as its level says'),
    concept: codedConceptSchema.nullable().default(null).describe('What models call it'),
  })
  .meta({ id: 'CriticalFinding', description: 'A finding of the catalogue' });
export type CriticalFinding = z.infer<typeof criticalFindingSchema>;

export const criticalStepsSchema = z
  .object({
    section: z.object({ percent: z.number().int().min(1).max(500), targets: messageTargetsSchema }),
    onCall: z.object({ percent: z.number().int().min(1).max(500), targets: messageTargetsSchema }),
    head: z.object({ percent: z.number().int().min(1).max(500), targets: messageTargetsSchema }),
  })
  .refine(({ section, onCall, head }) => section.percent < onCall.percent && onCall.percent < head.percent, {
    error: 'Each level must be told later than the one before',
  })
  .meta({ id: 'CriticalSteps', description: 'At how much of the time limit each level is told' });
export type CriticalSteps = z.infer<typeof criticalStepsSchema>;

const settingsFields = {
  minutes: z.object({ red: minutesSchema, orange: minutesSchema, yellow: minutesSchema }),
  findings: z
    .array(criticalFindingSchema)
    .max(300)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, {
      error: 'Two findings have the same code',
    }),
  steps: criticalStepsSchema,
};

/** What readers choose from. */
export const criticalCatalogueSchema = z
  .object({ version: z.number().int(), minutes: settingsFields.minutes, findings: settingsFields.findings })
  .meta({ id: 'CriticalCatalogue' });
export type CriticalCatalogue = z.infer<typeof criticalCatalogueSchema>;

export const criticalSettingsSchema = z
  .object({
    version: z.number().int().describe('0: as shipped'),
    ...settingsFields,
    changed: z.object({ by: z.string(), at: instantSchema }).nullable(),
    webhookSecretSet: z.boolean(),
    mailServer: z.boolean(),
  })
  .meta({ id: 'CriticalSettings', description: 'Catalogue, time limits and escalation of critical results' });
export type CriticalSettings = z.infer<typeof criticalSettingsSchema>;

export const criticalSettingsChangeSchema = z
  .object({ ...settingsFields, expectedVersion })
  .meta({ id: 'CriticalSettingsChange' });
export type CriticalSettingsChange = z.infer<typeof criticalSettingsChangeSchema>;

export const criticalReportQuerySchema = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { error: 'The period ends before it begins', path: ['to'] })
  .meta({ id: 'CriticalReportQuery', description: 'Days by the clock of the site, both included' });
export type CriticalReportQuery = z.infer<typeof criticalReportQuerySchema>;

export const criticalReportSchema = z
  .object({
    results: z.array(criticalResultSchema).describe('By the time of the finding'),
    total: z.number().int(),
    inTime: z.number().int().describe('Received within their time limit'),
    late: z.number().int().describe('Received after it'),
    waiting: z.number().int().describe('Not received yet'),
    withdrawn: z.number().int(),
  })
  .meta({ id: 'CriticalReport', description: 'For an inspector: every critical result of a period' });
export type CriticalReport = z.infer<typeof criticalReportSchema>;

/** Sent to pages when critical results changed: what they show is fetched again. */
export const criticalChangedSchema = z.object({ criticalIds: z.array(z.uuid()) });
export type CriticalChanged = z.infer<typeof criticalChangedSchema>;
