import { z } from 'zod';
import { bandSchema, instantSchema, orderClassSchema } from './codes.js';

const MONTH_MINUTES = 30 * 24 * 60;
const minutesSchema = z
  .number()
  .int()
  .min(1)
  .max(MONTH_MINUTES)
  .describe('From when the study could first be read until it is due');

const conditionSchema = z.string().trim().min(1).max(64).nullable();

/** A target for some studies of a class. It names at least one of modality, location and site. */
export const targetExceptionSchema = z
  .object({
    orderClass: orderClassSchema,
    modality: conditionSchema.describe('As DICOM writes it, e.g. CT'),
    location: conditionSchema.describe('Where the patient is, as order or images state it'),
    site: conditionSchema.describe('Institution, as the images state it'),
    minutes: minutesSchema,
  })
  .refine(({ modality, location, site }) => modality !== null || location !== null || site !== null, {
    error: 'Name a modality, a location or a site; for all studies of a class change its target',
    path: ['modality'],
  })
  .meta({ id: 'TargetException', description: 'A target of its own for some studies of an order class' });
export type TargetException = z.infer<typeof targetExceptionSchema>;

/** Where a suspicion of a critical finding puts a study: before all but STAT, or among STAT by age. */
export const suspicionRankSchema = z.enum(['belowStat', 'withStat']);
export type SuspicionRank = z.infer<typeof suspicionRankSchema>;

export const readingRulesSchema = z
  .object({
    targets: z.object({ stat: minutesSchema, urgent: minutesSchema, routine: minutesSchema }),
    suspicionMinutes: minutesSchema.describe('Target of a study with a standing critical suspicion'),
    suspicionRank: suspicionRankSchema,
    exceptions: z.array(targetExceptionSchema).max(100),
  })
  .superRefine(({ targets, exceptions }, context) => {
    if (targets.stat > targets.urgent || targets.urgent > targets.routine)
      context.addIssue({
        code: 'custom',
        path: ['targets'],
        message: 'STAT has the shortest target and routine the longest',
      });
    const seen = new Set<string>();
    exceptions.forEach((exception, index) => {
      const key = exceptionKey(exception);
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          path: ['exceptions', index],
          message: 'There is a target for the same studies already',
        });
      seen.add(key);
    });
  })
  .meta({ id: 'ReadingRules', description: 'What the reading order is made by, beside the policy itself' });
export type ReadingRules = z.infer<typeof readingRulesSchema>;

function exceptionKey({ orderClass, modality, location, site }: TargetException): string {
  return JSON.stringify([orderClass, modality, location, site].map((one) => one?.toLowerCase() ?? null));
}

const reasonSchema = z.string().trim().min(3).max(500);

export const ruleVersionSchema = z
  .object({
    version: z.number().int().min(1),
    rules: readingRulesSchema,
    reason: z.string(),
    proposedBy: z.string().describe('Name of the person'),
    approvedBy: z
      .string()
      .describe('A second person; of a return to earlier rules, whoever returned to them'),
    since: instantSchema,
    restores: z.number().int().nullable().describe('The earlier version whose rules these are'),
  })
  .meta({ id: 'RuleVersion', description: 'Rules that were or are in force' });
export type RuleVersion = z.infer<typeof ruleVersionSchema>;

export const ruleProposalSchema = z
  .object({
    id: z.uuid(),
    rules: readingRulesSchema,
    reason: z.string(),
    proposedBy: z.string(),
    proposedById: z.string().describe('The `id` of the session that proposed it'),
    proposedAt: instantSchema,
  })
  .meta({ id: 'RuleProposal', description: 'Rules that wait for a second person' });
export type RuleProposal = z.infer<typeof ruleProposalSchema>;

export const rulesInForceSchema = z
  .object({
    policy: z.string().describe('Version of the policy that applies the rules'),
    active: ruleVersionSchema,
    proposal: ruleProposalSchema.nullable(),
    history: z.array(ruleVersionSchema).describe('The latest versions, the newest first'),
  })
  .meta({ id: 'RulesInForce' });
export type RulesInForce = z.infer<typeof rulesInForceSchema>;

export const proposeRulesSchema = z
  .object({
    rules: readingRulesSchema,
    reason: reasonSchema,
    basedOn: z.number().int().describe('The version in force that the change was made from'),
  })
  .meta({
    id: 'ProposeRules',
    description: 'Proposes rules; they take effect once a second person approves',
  });
export type ProposeRules = z.infer<typeof proposeRulesSchema>;

export const revertRulesSchema = z
  .object({ to: z.number().int().min(1), reason: reasonSchema })
  .meta({ id: 'RevertRules', description: 'Returns to rules that were in force before' });
export type RevertRules = z.infer<typeof revertRulesSchema>;

/** What the waits of the preview are reckoned from; what is left out is measured. */
export const departmentSchema = z
  .object({
    readers: z.number().int().min(1).max(100),
    arrivalsPerHour: z.number().min(0.1).max(2000),
    readMinutes: z.number().min(0.1).max(240),
    flaggedShare: z.number().min(0).max(0.9).describe('Of the studies that are not STAT'),
    statShare: z.number().min(0).max(0.9),
    urgentShare: z.number().min(0).max(0.9),
  })
  .meta({ id: 'Department', description: 'Load and staff that waits are reckoned from' });
export type Department = z.infer<typeof departmentSchema>;

export const previewRulesSchema = z
  .object({ rules: readingRulesSchema, department: departmentSchema.partial().default({}) })
  .meta({ id: 'PreviewRules' });
export type PreviewRules = z.infer<typeof previewRulesSchema>;

/** Waits of one kind of study in minutes from ready to read, by formula and by simulation of the policy itself. */
export const expectedWaitSchema = z.object({
  kind: z.enum(['stat', 'flagged', 'unflagged', 'all']),
  formulaMinutes: z.number().nullable().describe('Mean in steady state; null where the load is too high'),
  meanMinutes: z.number(),
  p99Minutes: z.number(),
  overdueShare: z.number().describe('Read after their due time'),
  studies: z.number().int().describe('Simulated'),
});
export type ExpectedWait = z.infer<typeof expectedWaitSchema>;

const listCountsSchema = z.object({
  bands: z.array(z.object({ band: bandSchema, studies: z.number().int() })),
  overdue: z.number().int(),
});

export const rulesPreviewSchema = z
  .object({
    list: z.object({
      unread: z.number().int(),
      looked: z.number().int().describe('How many of them, from the top, the preview looked at'),
      before: listCountsSchema,
      after: listCountsSchema,
      movedUp: z.number().int(),
      movedDown: z.number().int(),
      largest: z
        .array(
          z.object({
            studyInstanceUid: z.string(),
            patientName: z.string(),
            modalities: z.array(z.string()),
            from: z.number().int().describe('Place on the list, from 1'),
            to: z.number().int(),
          }),
        )
        .describe('The studies that move farthest'),
    }),
    department: departmentSchema,
    measured: z.array(departmentSchema.keyof()).describe('What of the department was measured, not assumed'),
    utilisation: z.number(),
    fifoMinutes: z.number().nullable().describe('Mean wait in order of arrival, by formula'),
    before: z.array(expectedWaitSchema),
    after: z.array(expectedWaitSchema),
  })
  .meta({ id: 'RulesPreview', description: 'What proposed rules would do to the list and to waits' });
export type RulesPreview = z.infer<typeof rulesPreviewSchema>;
