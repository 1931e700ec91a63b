import { z } from 'zod';
import { bandSchema, instantSchema, orderClassSchema, uidSchema } from './codes.js';

/** Where one age of unread studies ends and the next begins, in minutes since they could first be read. */
export const AGE_LIMITS = [30, 60, 120, 240, 480, 1440] as const;

/** A study that is due within this many minutes is at risk. */
export const AT_RISK_MINUTES = 15;

const count = z.number().int().min(0);

const unreadFigureSchema = z
  .object({
    total: count,
    bands: z
      .array(
        z.object({
          band: bandSchema,
          total: count,
          byAge: z
            .array(count)
            .length(AGE_LIMITS.length + 1)
            .describe('One more than there are limits'),
        }),
      )
      .length(4)
      .describe('In reading order'),
  })
  .meta({ id: 'UnreadFigure', description: 'Unread studies by band and age' });

const dueCountsSchema = z.object({
  boundMinutes: z.number().int().describe('Target of the rules in force'),
  unread: count,
  atRisk: count,
  overdue: count,
});

const dueFigureSchema = z
  .object({
    atRisk: count,
    overdue: count,
    classes: z.array(dueCountsSchema.extend({ orderClass: orderClassSchema })).length(3),
    suspected: dueCountsSchema.describe(
      'Those of them that a model flags; the bound is of critical suspicions',
    ),
    exceptions: count.describe('Rules that give some studies of a class a bound of their own'),
  })
  .meta({ id: 'DueFigure', description: 'Unread studies that are due soon or overdue, by order class' });

const aiFigureSchema = z
  .object({
    models: z
      .array(
        z.object({
          modelId: z.string(),
          modelVersion: z.string(),
          name: z.string(),
          pending: count,
          running: count,
          failed: count,
          notEvaluable: count,
          waitingSince: instantSchema.nullable().describe('Since when the longest waits, pending or running'),
        }),
      )
      .describe('Those with any, by name'),
  })
  .meta({ id: 'AiFigure', description: 'Results that unread studies do not have; none of them is negative' });

export const standingSchema = z.enum(['waiting', 'claimed', 'onHold', 'preliminary']);
export type Standing = z.infer<typeof standingSchema>;

const oldestStudySchema = z
  .object({
    studyInstanceUid: uidSchema,
    band: bandSchema,
    orderClass: orderClassSchema,
    readyAt: instantSchema,
    dueAt: instantSchema,
    overdue: z.boolean(),
    modalities: z.array(z.string()),
    site: z.string().describe('Institution as the images name it; empty where they name none'),
    place: z.number().int().min(1).describe('In the reading order'),
    standing: standingSchema,
  })
  .meta({
    id: 'OldestStudy',
    description: 'One of the unread studies that wait longest; nothing of a patient',
  });
export type OldestStudy = z.infer<typeof oldestStudySchema>;

const orphanFigureSchema = z
  .object({
    noImages: z
      .object({
        count,
        latest: z.array(
          z.object({ modality: z.string(), station: z.string().nullable(), completedAt: instantSchema }),
        ),
      })
      .describe('Completed in the RIS or by the modality for 15 minutes to 7 days, and no images here'),
    noOrder: z
      .object({
        count,
        oldest: z.array(
          z.object({
            studyInstanceUid: uidSchema,
            modalities: z.array(z.string()),
            readyAt: instantSchema,
          }),
        ),
      })
      .nullable()
      .describe('Unread studies without an order; null where no order ever came'),
  })
  .meta({ id: 'OrphanFigure', description: 'Examinations without images, and images without an order' });

export const readerAtWorkSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    holding: count.describe('Studies claimed'),
    since: instantSchema.nullable().describe('Of the claim held longest'),
    lastSeenAt: instantSchema.describe('The last sign of a claim, or the last reading'),
  })
  .meta({ id: 'ReaderAtWork', description: 'A reader who gave a sign within 15 minutes' });
export type ReaderAtWork = z.infer<typeof readerAtWorkSchema>;

const waitingCountsSchema = z.object({ open: count, overdue: count });

export const liveBoardSchema = z
  .object({
    at: instantSchema.describe('The moment that all figures are of'),
    unread: unreadFigureSchema,
    due: dueFigureSchema,
    ai: aiFigureSchema,
    oldest: z.array(oldestStudySchema).describe('Longest waiting first'),
    orphans: orphanFigureSchema,
    readers: z.array(readerAtWorkSchema).describe('By name'),
    critical: waitingCountsSchema
      .nullable()
      .describe('Critical results; null for a role that may not read them'),
    alerts: waitingCountsSchema
      .nullable()
      .describe('Alerts; overdue: nobody acknowledged one in the time of its first level. Null likewise'),
  })
  .meta({ id: 'LiveBoard', description: 'The department now: one snapshot of counts, nothing of a patient' });
export type LiveBoard = z.infer<typeof liveBoardSchema>;
