import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { messageTargetSchema, messageTargetsSchema, webhookSecretSchema } from './message.js';
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
    finding: z.string().describe('The concept that is suspected: scheme and value, e.g. "SCT 50960005"'),
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

const stepSchema = z.object({
  afterMinutes: z.number().int().min(1).max(1440).describe('After the alert was raised'),
  targets: messageTargetsSchema,
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

export const testAlertSchema = z.object({ target: messageTargetSchema }).meta({ id: 'TestAlert' });
export type TestAlert = z.infer<typeof testAlertSchema>;

export const alertTestedSchema = z
  .object({ delivered: z.boolean(), detail: z.string().describe('What happened, in words') })
  .meta({ id: 'AlertTested' });
export type AlertTested = z.infer<typeof alertTestedSchema>;

/** Sent to pages when alerts were raised, escalated, acknowledged or ended: what they show is fetched again. */
export const alertsChangedSchema = z.object({ alertIds: z.array(z.uuid()) });
export type AlertsChanged = z.infer<typeof alertsChangedSchema>;
