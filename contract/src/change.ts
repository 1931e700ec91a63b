import { z } from 'zod';
import { instantSchema, uidSchema } from './codes.js';

export const changeKindSchema = z.enum([
  'instanceStored',
  'resultStored',
  'instanceRejected',
  'instanceRestored',
  'studyReopened',
  'studyCompleted',
  'studyMadeReading',
  'studyDeleted',
]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

export const changeSchema = z
  .object({
    sequence: z.number().int().min(1),
    at: instantSchema,
    kind: changeKindSchema,
    studyInstanceUid: uidSchema,
    seriesInstanceUid: uidSchema.optional(),
    sopInstanceUid: uidSchema.optional(),
  })
  .meta({ id: 'Change', description: 'One change of the archive; UIDs only' });
export type Change = z.infer<typeof changeSchema>;

export const changeQuerySchema = z.object({
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
  wait: z.coerce.number().int().min(0).max(30).default(0).describe('Seconds to wait for a first change'),
});
export type ChangeQuery = z.infer<typeof changeQuerySchema>;

export const changePageSchema = z
  .object({
    changes: z.array(changeSchema).describe('Those after `since`, without a gap'),
    latest: z.number().int().describe('Sequence of the newest change there is; 0 where there is none'),
    more: z.boolean().describe('Ask again at once, from the last sequence of this page'),
  })
  .meta({ id: 'ChangePage', description: 'The change feed from one sequence on' });
export type ChangePage = z.infer<typeof changePageSchema>;
