import { z } from 'zod';
import { claimTokenSchema } from './claim.js';
import { instantSchema } from './codes.js';

/** Why a study cannot be read yet; `other` needs a note. */
export const holdKindSchema = z.enum(['awaitingPriors', 'incompleteImages', 'clinicalQuestion', 'other']);
export type HoldKind = z.infer<typeof holdKindSchema>;

const MINUTE = 60_000;
const SHORTEST_MS = 5 * MINUTE;
const LONGEST_MS = 240 * MINUTE;
const LONGEST_OVERDUE_MS = 30 * MINUTE;

export const holdSchema = z
  .object({
    kind: holdKindSchema,
    note: z.string().nullable(),
    until: instantSchema.describe('It ends by itself then'),
    byId: z.string().describe('The `id` of the session that placed it'),
    by: z.string().describe('Name of the reader'),
    at: instantSchema,
  })
  .meta({
    id: 'Hold',
    description: 'Why a study cannot be read yet. It keeps its place in the reading order',
  });
export type Hold = z.infer<typeof holdSchema>;

export const placeHoldSchema = z
  .object({
    kind: holdKindSchema,
    note: z
      .string()
      .trim()
      .min(3)
      .max(200)
      .regex(/^[^\0]*$/)
      .optional(),
    until: instantSchema.describe(
      'In 5 min to 4 h, and before the study is due; of one that is overdue in 30 min at most',
    ),
    token: claimTokenSchema.optional().describe('Of the claim that ends with it'),
  })
  .refine(({ kind, note }) => kind !== 'other' || note !== undefined, {
    path: ['note'],
    error: 'Say in a few words why',
  })
  .meta({ id: 'PlaceHold', description: 'Puts a study on hold for every reader, and gives it back' });
export type PlaceHold = z.infer<typeof placeHoldSchema>;

export const endHoldSchema = z
  .object({ placedAt: instantSchema.describe('`at` of the hold that is meant') })
  .meta({ id: 'EndHold', description: 'Ends the hold of a study, whoever placed it' });
export type EndHold = z.infer<typeof endHoldSchema>;

/** When a hold that is placed now may end; null where the study is due so soon that none may be placed. */
export function holdWindow(dueAt: Date, now: Date): { earliest: Date; latest: Date } | null {
  const left = dueAt.getTime() - now.getTime();
  const longest = left > 0 ? Math.min(left, LONGEST_MS) : LONGEST_OVERDUE_MS;
  if (longest < SHORTEST_MS) return null;
  const after = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
  return { earliest: after(SHORTEST_MS), latest: after(longest) };
}
