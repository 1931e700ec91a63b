import { z } from 'zod';
import {
  modalityFacets,
  passes,
  siteFacet,
  worklistFilterSchema,
  type Facets,
  type WorklistFilter,
} from './filter.js';
import type { WorklistItem } from './worklist.js';

export const columnIdSchema = z.enum([
  'due',
  'priority',
  'patient',
  'why',
  'id',
  'exam',
  'modality',
  'location',
  'waiting',
  'aiStatus',
  'aiTriage',
  'algorithm',
  'images',
]);
export type ColumnId = z.infer<typeof columnIdSchema>;

/** They stand first, on every list, and do not scroll away: when, how urgent, who. */
export const FROZEN_COLUMNS = ['due', 'priority', 'patient'] as const satisfies readonly ColumnId[];

export const columnsSchema = z
  .array(columnIdSchema)
  .max(columnIdSchema.options.length)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'names a column twice' })
  .describe('Columns behind the frozen ones, in their order');

export const sortSchema = z
  .array(z.object({ column: columnIdSchema, direction: z.enum(['ascending', 'descending']) }))
  .max(5)
  .refine((keys) => new Set(keys.map(({ column }) => column)).size === keys.length, {
    error: 'sorts by a column twice',
  })
  .describe('Most important key first; empty: the reading order');
export type Sort = z.infer<typeof sortSchema>;
export type SortKey = Sort[number];

const viewFields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\0]*$/),
  filter: worklistFilterSchema,
  sort: sortSchema,
  columns: columnsSchema.nullable().describe("Null: the reader's own"),
};

export const saveViewSchema = z
  .object({ ...viewFields, scope: z.enum(['own', 'shared']).describe('Shared: every reader has it') })
  .meta({ id: 'SaveView', description: 'A view of the worklist as it is to be kept' });
export type SaveView = z.infer<typeof saveViewSchema>;

export const viewSchema = z
  .object({
    id: z.string().describe('A word for one that everybody has, a UUID for one that somebody made'),
    ...viewFields,
    scope: z.enum(['builtIn', 'own', 'shared']),
  })
  .meta({
    id: 'View',
    description: 'A named filter of the worklist, with a sort and columns where it has them',
  });
export type View = z.infer<typeof viewSchema>;

export const viewListSchema = z
  .object({ views: z.array(viewSchema) })
  .meta({ id: 'ViewList', description: 'The views that the caller has' });
export type ViewList = z.infer<typeof viewListSchema>;

export const viewCountsSchema = z
  .object({
    counts: z.record(z.string(), z.object({ unread: z.number().int(), stat: z.number().int() })),
    modalities: z.array(z.string()).describe('Of the unread studies'),
    sites: z.array(z.string()).describe('Of the unread studies; empty text where images name none'),
  })
  .meta({
    id: 'ViewCounts',
    description: 'Unread studies of each view by its id, and what can be filtered by',
  });
export type ViewCounts = z.infer<typeof viewCountsSchema>;

export const densitySchema = z.enum(['compact', 'normal', 'relaxed']);
export type Density = z.infer<typeof densitySchema>;

/** Seconds without pointer or keyboard. The least is long enough that nobody is about to click. */
export const applyAfterSchema = z.union([z.literal(8), z.literal(15), z.literal(30), z.literal(60)]);
export type ApplyAfter = z.infer<typeof applyAfterSchema>;
export const APPLY_AFTER: readonly ApplyAfter[] = [8, 15, 30, 60];

export const worklistLayoutSchema = z
  .object({
    density: densitySchema.default('compact'),
    columns: columnsSchema.nullable().default(null).describe('Null: as many as the width takes'),
    view: z.string().max(64).default('all').describe('Last looked at'),
    filter: worklistFilterSchema.nullable().default(null).describe("Null: the view's own"),
    sort: sortSchema.nullable().default(null).describe("Null: the view's own"),
    secondary: z
      .object({ open: z.boolean(), view: z.string().max(64) })
      .default({ open: false, view: 'stat' })
      .describe('The list beside the first'),
    applyAfter: applyAfterSchema
      .nullable()
      .default(8)
      .describe('When a held order applies itself, in seconds without pointer or keyboard; null: never'),
    keys: z
      .record(z.string().max(40), z.string().min(1).max(20))
      .default({})
      .describe('Keys that the reader changed, by what they do'),
  })
  .meta({ id: 'WorklistLayout', description: 'How one reader has set up the worklist' });
export type WorklistLayout = z.infer<typeof worklistLayoutSchema>;

/** Whether a model flags something, or a flag of one still raises the study. */
export function aiSuspects(of: Pick<WorklistItem, 'ai' | 'reasons'>): boolean {
  return of.ai.some(({ state }) => state === 'flagged') || of.reasons.some(({ kind }) => kind === 'ai');
}

function facetsOf(item: WorklistItem): Facets {
  const { modalities, orderClass, band, overdue } = item;
  return {
    modalities: modalityFacets(modalities),
    orderClass,
    band,
    overdue,
    site: siteFacet(item.institution),
    suspected: aiSuspects(item),
    holderId: item.claim?.holderId ?? null,
    onHold: item.hold !== null,
  };
}

/** Whether a list with this filter shows the study to the reader. */
export function matchesFilter(filter: WorklistFilter, item: WorklistItem, readerId: string): boolean {
  return passes(filter, facetsOf(item), readerId);
}
