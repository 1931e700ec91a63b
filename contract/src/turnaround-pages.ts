import { z } from 'zod';
import { instantSchema, orderClassSchema } from './codes.js';
import { modelStageSchema } from './model.js';
import {
  isPeriod,
  periodProblem,
  stageIdSchema,
  stageSchema,
  studyAiStateSchema,
  turnaroundGroupBySchema,
  turnaroundSelection,
} from './turnaround.js';

/** What curves and bars are drawn by: groups that are few. */
export const turnaroundFacetSchema = turnaroundGroupBySchema.extract([
  'orderClass',
  'modality',
  'site',
  'shift',
  'aiState',
  'load',
]);
export type TurnaroundFacet = z.infer<typeof turnaroundFacetSchema>;

export const turnaroundSurvivalQuerySchema = z
  .object({ ...turnaroundSelection, groupBy: turnaroundFacetSchema.default('aiState') })
  .refine(isPeriod, periodProblem);
export type TurnaroundSurvivalQuery = z.infer<typeof turnaroundSurvivalQuerySchema>;

export const survivalCurveSchema = z
  .object({
    key: z.string(),
    suppressed: z.boolean().describe('Too few intervals: no curve is given'),
    n: z.number().int().nullable().describe('Intervals that ended'),
    open: z.number().int().nullable().describe('Right-censored at the time of the answer'),
    steps: z
      .array(
        z.object({
          seconds: z.number(),
          share: z.number().describe('Of all that began, estimated still open after so long'),
          atRisk: z.number().int().describe('Neither ended nor censored before'),
        }),
      )
      .describe(
        'By Kaplan and Meier, from 1 at 0 s; only where it has fallen by a quarter of a per cent or more',
      ),
    lastSeconds: z
      .number()
      .nullable()
      .describe('Longest time seen, ended or open: the curve goes no further'),
  })
  .meta({ id: 'SurvivalCurve' });
export type SurvivalCurve = z.infer<typeof survivalCurveSchema>;

export const turnaroundSurvivalSchema = z
  .object({ stage: stageSchema, curves: z.array(survivalCurveSchema) })
  .meta({ id: 'TurnaroundSurvival', description: 'What share of a stage is still open after how long' });
export type TurnaroundSurvival = z.infer<typeof turnaroundSurvivalSchema>;

export const turnaroundChangesQuerySchema = z
  .object({ from: turnaroundSelection.from, to: turnaroundSelection.to })
  .refine(isPeriod, periodProblem);
export type TurnaroundChangesQuery = z.infer<typeof turnaroundChangesQuerySchema>;

const changed = {
  at: instantSchema,
  day: z.iso.date().describe('By the calendar of the site'),
  reason: z.string(),
};

export const turnaroundChangeSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('model'),
      ...changed,
      modelId: z.string(),
      name: z.string(),
      version: z.string(),
      from: modelStageSchema.nullable(),
      to: modelStageSchema,
    }),
    z.object({ kind: z.literal('rules'), ...changed, version: z.number().int() }),
  ])
  .meta({ id: 'TurnaroundChange', description: 'What may explain why figures changed' });
export type TurnaroundChange = z.infer<typeof turnaroundChangeSchema>;

export const turnaroundChangesSchema = z
  .object({ changes: z.array(turnaroundChangeSchema).describe('Oldest first') })
  .meta({ id: 'TurnaroundChanges' });
export type TurnaroundChanges = z.infer<typeof turnaroundChangesSchema>;

export const turnaroundExportQuerySchema = z
  .object({
    ...turnaroundSelection,
    groupBy: turnaroundGroupBySchema.default('none'),
    of: z.enum(['groups', 'intervals']).default('groups').describe('Figures, or a line for each interval'),
    format: z.enum(['csv', 'parquet']).default('csv'),
  })
  .refine(isPeriod, periodProblem);
export type TurnaroundExportQuery = z.infer<typeof turnaroundExportQuerySchema>;

const turnaroundPeriodSchema = z.union([
  z
    .object({ days: z.number().int().min(1).max(366) })
    .strict()
    .describe('So many, up to today'),
  z
    .object({ from: turnaroundSelection.from, to: turnaroundSelection.to })
    .strict()
    .refine(isPeriod, periodProblem),
]);
export type TurnaroundPeriod = z.infer<typeof turnaroundPeriodSchema>;

/** What the turnaround page shows: its address, and what a dashboard keeps. */
export const turnaroundPlaceSchema = z
  .object({
    stage: stageIdSchema.default('wait'),
    period: turnaroundPeriodSchema.default({ days: 30 }),
    site: turnaroundSelection.site,
    modality: turnaroundSelection.modality,
    orderClass: orderClassSchema.optional(),
    aiState: studyAiStateSchema.optional(),
    groupBy: turnaroundFacetSchema.default('modality').describe('What the bars are of'),
    curvesBy: turnaroundFacetSchema.default('aiState').describe('What the curves are of'),
    heat: z.enum(['n', 'median', 'p90']).default('p90').describe('What the hours of the week show'),
  })
  .meta({ id: 'TurnaroundPlace' });
export type TurnaroundPlace = z.infer<typeof turnaroundPlaceSchema>;

export const saveDashboardSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\0]*$/),
    scope: z.enum(['own', 'shared']).describe('Shared: everybody who may see turnaround has it'),
    place: turnaroundPlaceSchema,
  })
  .meta({ id: 'SaveDashboard', description: 'A dashboard as it is to be kept' });
export type SaveDashboard = z.infer<typeof saveDashboardSchema>;

export const dashboardSchema = saveDashboardSchema.extend({ id: z.uuid() }).meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof dashboardSchema>;

export const dashboardListSchema = z
  .object({ dashboards: z.array(dashboardSchema) })
  .meta({ id: 'DashboardList', description: 'Own ones first, then shared ones' });
export type DashboardList = z.infer<typeof dashboardListSchema>;
