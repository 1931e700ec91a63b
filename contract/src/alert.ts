import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { pageQuerySchema } from './operations.js';
import { patientSchema } from './worklist.js';

/** Who has been told of an alert: readers on the page, then by message the section, who is on call, the head. */
export const alertLevelSchema = z.enum(['reader', 'section', 'onCall', 'head']);
export type AlertLevel = z.infer<typeof alertLevelSchema>;

/** How an alert that nobody has to act on any more ended. */
export const alertEndSchema = z.enum(['read', 'withdrawn', 'deleted']);
export type AlertEnd = z.infer<typeof alertEndSchema>;

export const alertModelSchema = z.object({
  modelId: z.string(),
  modelName: z.string(),
  modelVersion: z.string(),
});
export type AlertModel = z.infer<typeof alertModelSchema>;

export const alertSchema = z
  .object({
    id: z.uuid().describe('Says nothing of the study: messages carry it'),
    studyInstanceUid: uidSchema,
    patient: patientSchema.nullable().describe('Null where the study is no longer on the worklist'),
    studyDescription: z.string().nullable(),
    suspected: z.string().describe('In words, e.g. "Intracranial haemorrhage suspected"'),
    models: z.array(alertModelSchema).min(1).describe('Every model that suspects it'),
    raisedAt: instantSchema,
    level: alertLevelSchema.describe('The highest level that has been told'),
    dueAt: instantSchema.nullable().describe('When the next level is told; null where none is left'),
    undelivered: z.number().int().describe('Messages that could not be delivered so far'),
    acknowledged: z.object({ by: z.string(), at: instantSchema }).nullable(),
    ended: z.object({ how: alertEndSchema, at: instantSchema }).nullable(),
  })
  .meta({
    id: 'Alert',
    description: 'A suspicion of a critical finding in an unread study: one for each study and finding',
  });
export type Alert = z.infer<typeof alertSchema>;

export const alertQuerySchema = pageQuerySchema.extend({
  show: z
    .enum(['open', 'withdrawn'])
    .default('open')
    .describe('Those that wait for somebody, or those whose suspicion was withdrawn in the last 12 hours'),
});
export type AlertQuery = z.infer<typeof alertQuerySchema>;

export const alertPageSchema = z
  .object({
    alerts: z.array(alertSchema).describe('Newest first'),
    next: z.string().nullable(),
    open: z.number().int().describe('All that wait for somebody'),
  })
  .meta({ id: 'AlertPage' });
export type AlertPage = z.infer<typeof alertPageSchema>;

/** A web address without credentials in it, which would show up where the address is shown. */
const webhookUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/^[^/]+\/\/[^/]*@/.test(url), { error: 'Leave out user name and password' });

export const alertTargetSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('email'), address: z.email().max(254) }),
    z.object({ kind: z.literal('webhook'), url: webhookUrlSchema }),
  ])
  .meta({ id: 'AlertTarget', description: 'Where a message about an alert goes' });
export type AlertTarget = z.infer<typeof alertTargetSchema>;

const stepSchema = z.object({
  afterMinutes: z.number().int().min(1).max(1440).describe('After the alert was raised'),
  targets: z.array(alertTargetSchema).max(20).describe('Nobody is told where there are none'),
});
export type AlertStep = z.infer<typeof stepSchema>;

export const alertStepsSchema = z
  .object({ section: stepSchema, onCall: stepSchema, head: stepSchema })
  .refine(
    ({ section, onCall, head }) =>
      section.afterMinutes < onCall.afterMinutes && onCall.afterMinutes < head.afterMinutes,
    { error: 'Each level must be told later than the one before' },
  )
  .meta({ id: 'AlertSteps', description: 'When each level is told of an alert that nobody acknowledged' });
export type AlertSteps = z.infer<typeof alertStepsSchema>;

export const alertSettingsSchema = z
  .object({
    version: z.number().int(),
    steps: alertStepsSchema,
    webhookSecretSet: z.boolean(),
    mailServer: z.boolean().describe('Whether this installation can send e-mail'),
  })
  .meta({ id: 'AlertSettings', description: 'How alerts escalate' });
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** Standard Webhooks: `whsec_` and 24 to 64 random bytes in base64. */
export const webhookSecretSchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64');

export const alertSettingsChangeSchema = z
  .object({
    steps: alertStepsSchema,
    webhookSecret: webhookSecretSchema
      .optional()
      .describe('Signs webhooks; kept as it is when left out, and never shown again'),
    expectedVersion: z.number().int(),
  })
  .meta({ id: 'AlertSettingsChange' });
export type AlertSettingsChange = z.infer<typeof alertSettingsChangeSchema>;

export const testAlertSchema = z.object({ target: alertTargetSchema }).meta({ id: 'TestAlert' });
export type TestAlert = z.infer<typeof testAlertSchema>;

export const alertTestedSchema = z
  .object({ delivered: z.boolean(), detail: z.string().describe('What happened, in words') })
  .meta({ id: 'AlertTested' });
export type AlertTested = z.infer<typeof alertTestedSchema>;

export const alertDeliverySchema = z
  .object({
    id: z.uuid().describe('The same in every attempt, so that a receiver can tell a repetition'),
    alertId: z.uuid(),
    level: alertLevelSchema,
    target: alertTargetSchema,
    state: z
      .enum(['waiting', 'sending', 'delivered', 'failed', 'notNeeded'])
      .describe(
        '`failed` is still tried every hour; `notNeeded` was acknowledged or over before it went out',
      ),
    attempts: z.number().int(),
    createdAt: instantSchema,
    nextAttemptAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    problem: z.string().nullable().describe('Why the last attempt did not succeed, in words'),
  })
  .meta({ id: 'AlertDelivery', description: 'One message about an alert to one target' });
export type AlertDelivery = z.infer<typeof alertDeliverySchema>;

export const alertDeliveryPageSchema = z
  .object({ deliveries: z.array(alertDeliverySchema).describe('Newest first'), next: z.string().nullable() })
  .meta({ id: 'AlertDeliveryPage' });
export type AlertDeliveryPage = z.infer<typeof alertDeliveryPageSchema>;

/** Sent to pages when alerts were raised, escalated, acknowledged or ended: what they show is fetched again. */
export const alertsChangedSchema = z.object({ alertIds: z.array(z.uuid()) });
export type AlertsChanged = z.infer<typeof alertsChangedSchema>;
