import { z } from 'zod';
import { instantSchema } from './codes.js';

/** A web address without credentials in it, which would show up where the address is shown. */
const webhookUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/^[^/]+\/\/[^/]*@/.test(url), { error: 'Leave out user name and password' });

export const messageTargetSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('email'), address: z.email().max(254) }),
    z.object({ kind: z.literal('webhook'), url: webhookUrlSchema }),
  ])
  .meta({ id: 'MessageTarget', description: 'Where a message of the department goes' });
export type MessageTarget = z.infer<typeof messageTargetSchema>;

/** At most 20 of them; nobody is told where there are none. */
export const messageTargetsSchema = z
  .array(messageTargetSchema)
  .max(20)
  .describe('Nobody is told where there are none');

/** Standard Webhooks: `whsec_` and 24 to 64 random bytes in base64. */
export const webhookSecretSchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64');

/** What a message is about: an AI alert, a critical result, a major discrepancy, a report of turnaround. */
export const messageTopicSchema = z.enum(['alert', 'critical', 'discrepancy', 'turnaroundReport']);
export type MessageTopic = z.infer<typeof messageTopicSchema>;

/** Who is told by message; `contact` is one person of the department's contacts, `recipient` one that a report goes to. */
export const toldLevelSchema = z.enum(['section', 'onCall', 'head', 'contact', 'recipient']);
export type ToldLevel = z.infer<typeof toldLevelSchema>;

export const messageDeliverySchema = z
  .object({
    id: z.uuid().describe('The same in every attempt, so that a receiver can tell a repetition'),
    topic: messageTopicSchema,
    aboutId: z.uuid().describe('The alert, critical result, discrepancy or issue of a report'),
    level: toldLevelSchema,
    target: messageTargetSchema,
    state: z
      .enum(['waiting', 'sending', 'delivered', 'failed', 'notNeeded'])
      .describe('`failed` is still tried every hour; `notNeeded` was settled before it went out'),
    attempts: z.number().int(),
    createdAt: instantSchema,
    nextAttemptAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    problem: z.string().nullable().describe('Why the last attempt did not succeed, in words'),
  })
  .meta({ id: 'MessageDelivery', description: 'One message to one target' });
export type MessageDelivery = z.infer<typeof messageDeliverySchema>;

export const messageDeliveryPageSchema = z
  .object({
    deliveries: z.array(messageDeliverySchema).describe('Newest first'),
    next: z.string().nullable(),
  })
  .meta({ id: 'MessageDeliveryPage' });
export type MessageDeliveryPage = z.infer<typeof messageDeliveryPageSchema>;
