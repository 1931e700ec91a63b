import { z } from 'zod';
import { instantSchema } from './codes.js';

export const studyEventSchema = z
  .object({
    at: instantSchema,
    name: z.string().describe('What happened, past tense, e.g. StudyCompleted'),
    by: z.string().nullable().describe('Whoever did it; null where nobody did, e.g. time went by'),
    became: z
      .string()
      .nullable()
      .describe('Of a reading, a run, an order class, an escalation and the like: what it is from then on'),
    ids: z.record(z.string(), z.string()).describe('Of what it happened to, e.g. criticalId'),
  })
  .meta({ id: 'StudyEvent', description: 'One line of what happened to a study; ids, no patient' });
export type StudyEvent = z.infer<typeof studyEventSchema>;

export const studyEventPageSchema = z
  .object({
    events: z.array(studyEventSchema).describe('Oldest first; of the arrival of instances the first alone'),
    next: z.string().nullable(),
  })
  .meta({ id: 'StudyEventPage' });
export type StudyEventPage = z.infer<typeof studyEventPageSchema>;
