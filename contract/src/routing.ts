import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';
import { aeTitleSchema } from './peer.js';

/** How objects go to a peer and come from it. */
export const transportSchema = z.enum(['dimse', 'dicomweb']);
export type Transport = z.infer<typeof transportSchema>;

/** What of a study is sent: what was acquired, what this installation's models made of it. */
export const forwardedSchema = z.enum(['originals', 'aiResults']);
export type Forwarded = z.infer<typeof forwardedSchema>;

const codesSchema = z.array(z.string().trim().min(1).max(64)).max(50).default([]);

/** Which studies a rule is for. Every condition that is set must hold; an empty list sets none. */
export const routeFilterSchema = z
  .object({
    modalities: codesSchema.describe('Any of them in the study'),
    bodyParts: codesSchema.describe('Any of them in the study'),
    sources: z.array(aeTitleSchema).max(50).default([]).describe('AE titles that the study came from'),
    description: z.string().trim().max(64).default('').describe('Part of the study description, in any case'),
    institution: z.string().trim().max(64).default('').describe('Part of the institution name, in any case'),
    priors: z.boolean().default(false).describe('Also studies that were archived as priors'),
  })
  .meta({ id: 'RouteFilter', description: 'Which studies a forward rule is for' });
export type RouteFilter = z.infer<typeof routeFilterSchema>;

const ruleFields = {
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  peerId: z.uuid().describe('Where to'),
  transport: transportSchema.default('dimse'),
  what: z.array(forwardedSchema).min(1),
  filter: routeFilterSchema,
};

export const forwardRuleInputSchema = z
  .object(ruleFields)
  .meta({ id: 'ForwardRuleInput', description: 'A forward rule as an administrator enters it' });
export type ForwardRuleInput = z.infer<typeof forwardRuleInputSchema>;

export const forwardRuleChangeSchema = forwardRuleInputSchema
  .extend({ expectedVersion: z.number().int() })
  .meta({
    id: 'ForwardRuleChange',
    description: 'A forward rule as it is to be, from the version that was read',
  });
export type ForwardRuleChange = z.infer<typeof forwardRuleChangeSchema>;

export const forwardRuleSchema = forwardRuleInputSchema
  .extend({ id: z.uuid(), version: z.number().int() })
  .meta({ id: 'ForwardRule', description: 'What is sent where, by itself, once a study is complete' });
export type ForwardRule = z.infer<typeof forwardRuleSchema>;

export const forwardRuleListSchema = z
  .object({ rules: z.array(forwardRuleSchema) })
  .meta({ id: 'ForwardRuleList' });
export type ForwardRuleList = z.infer<typeof forwardRuleListSchema>;

export const deliverySchema = z
  .object({
    id: z.uuid(),
    peerId: z.uuid(),
    aeTitle: z.string().describe('Of the peer'),
    rule: z.string().nullable().describe('Name of the rule; null where a person sent it'),
    studyInstanceUid: uidSchema,
    what: forwardedSchema,
    state: z.enum(['waiting', 'sending', 'delivered', 'failed']),
    sent: z.number().int().describe('Instances that the peer has taken'),
    attempts: z.number().int(),
    createdAt: instantSchema,
    nextAttemptAt: instantSchema.nullable().describe('Of one that waits'),
    finishedAt: instantSchema.nullable(),
    problem: z.string().nullable().describe('Why the last attempt did not succeed, in words'),
  })
  .meta({ id: 'Delivery', description: 'One study on its way to one peer' });
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryPageSchema = z
  .object({
    deliveries: z.array(deliverySchema).describe('Newest first'),
    next: z.string().nullable(),
    counts: z.object({ waiting: z.number().int(), failed: z.number().int() }),
  })
  .meta({ id: 'DeliveryPage' });
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;

export const sendStudySchema = z
  .object({
    peerId: z.uuid(),
    transport: transportSchema.default('dimse'),
    what: z.array(forwardedSchema).min(1),
  })
  .meta({ id: 'SendStudy', description: 'Send a study to a peer, also what it has taken before' });
export type SendStudy = z.infer<typeof sendStudySchema>;

export const destinationSchema = z
  .object({
    id: z.uuid().describe('Of the peer'),
    aeTitle: z.string(),
    name: z.string(),
    dicomweb: z.boolean().describe('It has a DICOMweb address'),
  })
  .meta({ id: 'Destination', description: 'A peer that a person may send a study to' });
export type Destination = z.infer<typeof destinationSchema>;
export const destinationListSchema = z
  .object({ destinations: z.array(destinationSchema) })
  .meta({ id: 'DestinationList' });
export type DestinationList = z.infer<typeof destinationListSchema>;

/** Where priors of a new study are looked for, and how many are fetched. */
const priorSourceFields = {
  peerId: z.uuid(),
  transport: transportSchema.default('dimse'),
  enabled: z.boolean().default(true),
  maximum: z.number().int().min(1).max(50).default(3).describe('Of the newest that match'),
  withinDays: z.number().int().min(1).max(36500).default(3650),
  sameModality: z.boolean().default(true).describe('Only studies with a modality of the new one'),
};
export const priorSourceInputSchema = z
  .object(priorSourceFields)
  .meta({ id: 'PriorSourceInput', description: 'A source of priors as an administrator enters it' });
export type PriorSourceInput = z.infer<typeof priorSourceInputSchema>;
export const priorSourceSchema = priorSourceInputSchema
  .extend({ id: z.uuid() })
  .meta({ id: 'PriorSource', description: 'A peer that is asked for priors of every new study' });
export type PriorSource = z.infer<typeof priorSourceSchema>;
export const priorSourceListSchema = z
  .object({ sources: z.array(priorSourceSchema) })
  .meta({ id: 'PriorSourceList' });
export type PriorSourceList = z.infer<typeof priorSourceListSchema>;

export const remoteQuerySchema = z.object({
  transport: transportSchema.default('dimse'),
  patientId: z.string().trim().min(1).max(64),
});
export type RemoteQuery = z.infer<typeof remoteQuerySchema>;

/** A study as a peer describes it. */
export const remoteStudySchema = z
  .object({
    studyInstanceUid: uidSchema,
    studyDate: z.string().nullable().describe('YYYYMMDD, as the peer has it'),
    modalities: z.array(z.string()),
    description: z.string().nullable(),
    accessionNumber: z.string().nullable(),
    here: z.boolean().describe('Instances of it are stored here'),
  })
  .meta({ id: 'RemoteStudy', description: 'A study that a peer has' });
export type RemoteStudy = z.infer<typeof remoteStudySchema>;
export const remoteStudyListSchema = z
  .object({ studies: z.array(remoteStudySchema) })
  .meta({ id: 'RemoteStudyList' });
export type RemoteStudyList = z.infer<typeof remoteStudyListSchema>;

export const fetchStudySchema = z
  .object({
    peerId: z.uuid(),
    transport: transportSchema.default('dimse'),
    studyInstanceUid: uidSchema,
    intake: z.enum(['reading', 'prior']).default('prior'),
  })
  .meta({ id: 'FetchStudy', description: 'Fetch a study from a peer' });
export type FetchStudy = z.infer<typeof fetchStudySchema>;

export const studyFetchSchema = z
  .object({
    id: z.uuid(),
    peerId: z.uuid(),
    aeTitle: z.string(),
    studyInstanceUid: uidSchema,
    forStudyUid: uidSchema.nullable().describe('The study whose prior it is; null where a person asked'),
    state: z.enum(['waiting', 'fetching', 'fetched', 'failed']),
    attempts: z.number().int(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'StudyFetch', description: 'One study on its way here' });
export type StudyFetch = z.infer<typeof studyFetchSchema>;
export const studyFetchPageSchema = z
  .object({ fetches: z.array(studyFetchSchema).describe('Newest first'), next: z.string().nullable() })
  .meta({ id: 'StudyFetchPage' });
export type StudyFetchPage = z.infer<typeof studyFetchPageSchema>;
