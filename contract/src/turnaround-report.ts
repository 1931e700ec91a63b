import { z } from 'zod';
import { instantSchema } from './codes.js';

const rhythmSchema = z.discriminatedUnion('every', [
  z.object({
    every: z.literal('week'),
    weekday: z.number().int().min(0).max(6).describe('0 Monday to 6 Sunday; of the last whole week'),
  }),
  z.object({ every: z.literal('month') }).describe('On its first day; of the month before'),
]);

export const saveScheduleSchema = z
  .object({
    rhythm: rhythmSchema,
    hour: z.number().int().min(0).max(23).describe('By the clock of the site'),
    recipients: z
      .array(z.email().max(254))
      .min(1)
      .max(20)
      .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, {
        error: 'Each address once',
      }),
    on: z.boolean(),
  })
  .meta({ id: 'SaveReportSchedule', description: 'When a dashboard goes out as a PDF, and to whom' });
export type SaveSchedule = z.infer<typeof saveScheduleSchema>;
export type ReportRhythm = SaveSchedule['rhythm'];

export const reportIssueSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['scheduled', 'test']),
    from: z.iso.date().describe('First day, by the calendar of the site'),
    to: z.iso.date().describe('Last day'),
    issuedAt: instantSchema,
    recipients: z
      .number()
      .int()
      .describe('To how many it is sent; none where no mail server is set, or a test has nobody to go to'),
    undelivered: z.number().int().describe('Of them, how many it could not be delivered to so far'),
  })
  .meta({ id: 'ReportIssue', description: 'One report of turnaround that was made' });
export type ReportIssue = z.infer<typeof reportIssueSchema>;

export const reportScheduleSchema = z
  .object({
    schedule: saveScheduleSchema.nullable().describe('Null where none is set'),
    owner: z.string().nullable().describe('Who set it last'),
    nextAt: instantSchema.nullable().describe('Null while it is off'),
    mailServer: z.boolean().describe('Whether one is set; without, reports are made and not sent'),
    timeZone: z.string().describe('Of the site, IANA'),
    last: reportIssueSchema.nullable(),
  })
  .meta({ id: 'ReportSchedule', description: 'What is sent of a dashboard, and how that went last' });
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;

export const reportIssuePageSchema = z
  .object({ issues: z.array(reportIssueSchema).describe('Newest first'), next: z.string().nullable() })
  .meta({ id: 'ReportIssuePage' });
export type ReportIssuePage = z.infer<typeof reportIssuePageSchema>;
