import { z } from 'zod';
import { instantSchema, presentationClassSchema } from './codes.js';
import { modelManifestSchema } from './model-manifest.js';
import { proportionSchema } from './proportion.js';

/**
 * Where a model version stands. `standby` was live and was replaced by another version: it runs no more, what it said
 * stands, and it can be rolled back to. What a `paused` version said is withdrawn.
 */
export const modelStageSchema = z.enum([
  'submitted',
  'verified',
  'validated',
  'shadow',
  'canary',
  'live',
  'standby',
  'paused',
  'retired',
]);
export type ModelStage = z.infer<typeof modelStageSchema>;

/** Which studies a canary is shown for; the others run it as in shadow. What is not named does not matter. */
export const canaryScopeSchema = z
  .object({
    institutions: z
      .array(z.string().min(1).max(64))
      .min(1)
      .optional()
      .describe('Institution Name (0008,0080)'),
    modalities: z.array(z.string().min(1).max(16)).min(1).optional(),
    shift: z
      .object({ from: z.string().regex(/^\d\d:\d\d$/), until: z.string().regex(/^\d\d:\d\d$/) })
      .optional()
      .describe("Time of completion in the site's zone; may pass midnight"),
    share: z.number().gt(0).max(1).optional().describe('Share of studies, the same ones each time'),
  })
  .meta({ id: 'CanaryScope' });
export type CanaryScope = z.infer<typeof canaryScopeSchema>;

const reason = z.string().trim().min(3).max(500);

export const modelStepSchema = z
  .object({
    to: modelStageSchema,
    reason,
    scope: canaryScopeSchema.optional().describe('For canary'),
    expectedStage: modelStageSchema.describe('The stage the caller has seen'),
  })
  .meta({ id: 'ModelStep', description: 'A step of the life cycle, by a person who says why' });
export type ModelStep = z.infer<typeof modelStepSchema>;

export const rollBackSchema = z
  .object({ version: z.string().describe('The version to go back to'), reason })
  .meta({ id: 'RollBack', description: 'Makes an earlier version live and pauses the one that is' });
export type RollBack = z.infer<typeof rollBackSchema>;

/** One rule of the verification. */
export const verificationCheckSchema = z.object({
  rule: z.enum([
    'package',
    'schema',
    'digest',
    'operators',
    'shapes',
    'golden',
    'limits',
    'eligibility',
    'objects',
    'endpoint',
    'presentation',
    'card',
  ]),
  title: z.string(),
  outcome: z.enum(['pass', 'fail', 'skipped']),
  detail: z.string().describe('What was found and, where it fails, what to change'),
});
export type VerificationCheck = z.infer<typeof verificationCheckSchema>;

export const verificationReportSchema = z
  .object({
    passed: z.boolean(),
    checks: z.array(verificationCheckSchema),
    startedAt: instantSchema,
    finishedAt: instantSchema,
    machine: z.string(),
  })
  .meta({ id: 'VerificationReport' });
export type VerificationReport = z.infer<typeof verificationReportSchema>;

export const validationGroupSchema = z.object({
  by: z.enum(['all', 'sex', 'age', 'scanner']),
  name: z.string(),
  studies: z.number().int(),
  truePositive: z.number().int(),
  falsePositive: z.number().int(),
  trueNegative: z.number().int(),
  falseNegative: z.number().int(),
  noResult: z.number().int().describe('Not eligible, not evaluable or failed; in no proportion'),
  sensitivity: proportionSchema,
  specificity: proportionSchema,
  ppv: proportionSchema,
  auc: z
    .object({ value: z.number(), interval95: z.tuple([z.number(), z.number()]) })
    .nullable()
    .describe('Area under the curve with the interval of DeLong; null without scores or with one class only'),
});
export type ValidationGroup = z.infer<typeof validationGroupSchema>;

export const validationSchema = z
  .object({
    id: z.uuid(),
    cohortId: z.uuid(),
    cohortName: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    done: z.number().int(),
    total: z.number().int(),
    problem: z.string().nullable(),
    groups: z.array(validationGroupSchema),
    requestedBy: z.string(),
    requestedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Validation', description: 'A model version run over a labelled cohort' });
export type Validation = z.infer<typeof validationSchema>;

export const requestValidationSchema = z.object({ cohortId: z.uuid() }).meta({ id: 'RequestValidation' });
export type RequestValidation = z.infer<typeof requestValidationSchema>;

export const cohortSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    finding: z.string().describe('What the labels say is present or absent, in words'),
    studies: z.number().int(),
    positive: z.number().int(),
    missing: z.number().int().describe('Studies that are not in the archive'),
    createdBy: z.string(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Cohort', description: 'Studies of this archive with the truth about one finding' });
export type Cohort = z.infer<typeof cohortSchema>;
export const cohortListSchema = z.object({ cohorts: z.array(cohortSchema) }).meta({ id: 'CohortList' });
export type CohortList = z.infer<typeof cohortListSchema>;

export const createCohortSchema = z
  .object({
    name: z.string().trim().min(3).max(120),
    finding: z.string().trim().min(3).max(120),
    labels: z
      .string()
      .min(1)
      .max(5_000_000)
      .describe(
        'CSV with a header line: study_instance_uid,label; label is 1, 0, positive, negative, yes or no',
      ),
  })
  .meta({ id: 'CreateCohort' });
export type CreateCohort = z.infer<typeof createCohortSchema>;

/** What the next step needs and what there is. */
export const gateSchema = z
  .object({
    to: modelStageSchema,
    open: z.boolean(),
    evidence: z.array(z.object({ text: z.string(), met: z.boolean() })),
  })
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof gateSchema>;

export const modelHistorySchema = z
  .object({
    from: modelStageSchema.nullable(),
    to: modelStageSchema,
    by: z.string().describe('A person, or `system` where a stop rule paused it'),
    role: z.string(),
    reason: z.string(),
    scope: canaryScopeSchema.nullable(),
    at: instantSchema,
  })
  .meta({ id: 'ModelHistory' });
export type ModelHistory = z.infer<typeof modelHistorySchema>;

export const modelSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    door: z.enum(['onnx', 'remote', 'dicom']),
    name: z.string(),
    manufacturer: z.string(),
    intendedUse: z.string(),
    presentationClass: presentationClassSchema,
    sha256: z.string(),
    eligibility: z.string().describe('In words'),
    stage: modelStageSchema,
    stageSince: instantSchema,
    stageReason: z.string(),
    scope: canaryScopeSchema.nullable(),
    verification: z.enum(['waiting', 'passed', 'failed']),
    submittedBy: z.string(),
    submittedAt: instantSchema,
  })
  .meta({ id: 'Model', description: 'A model version of this installation' });
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z
  .object({
    models: z.array(modelSchema).describe('By name, then newest version first'),
    unusable: z
      .array(z.object({ folder: z.string(), problem: z.string() }))
      .describe('Folders of models that are at fault and are not run'),
  })
  .meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof modelListSchema>;

export const modelDetailSchema = modelSchema
  .extend({
    manifest: modelManifestSchema,
    card: z.string().nullable().describe('The model card, Markdown'),
    report: verificationReportSchema.nullable(),
    validations: z.array(validationSchema).describe('Newest first'),
    gates: z.array(gateSchema).describe('Every step that may follow'),
    history: z.array(modelHistorySchema).describe('Newest first'),
    rollBackTo: z.string().nullable().describe('Version that was live before'),
  })
  .meta({ id: 'ModelDetail' });
export type ModelDetail = z.infer<typeof modelDetailSchema>;

/** Stages whose runs count; canary and shadow apart, since shadow has no verdicts. */
export const monitoredGroupSchema = z.object({
  by: z.enum(['all', 'site', 'scanner']),
  name: z.string(),
  runs: z.number().int().describe('That came to a result'),
  flagRate: proportionSchema,
  rejectRate: proportionSchema.describe('Runs that failed or could not be evaluated, of those tried'),
  psi: z.number().nullable().describe('Population stability index of the scores against the baseline'),
});
export type MonitoredGroup = z.infer<typeof monitoredGroupSchema>;

export const monitoredDaySchema = z.object({
  day: z.string().describe('YYYY-MM-DD in the zone of the site'),
  runs: z.number().int().describe('That came to a result'),
  flagged: z.number().int(),
  noResult: z.number().int(),
  low: z.number().describe('Lower control limit of the flag rate at this number of runs'),
  high: z.number(),
  medianMs: z.number().describe('From the planning of a run to its end'),
  p95Ms: z.number(),
  psi: z
    .number()
    .nullable()
    .describe('Of the scores of the seven days that end here; null where they are few'),
});
export type MonitoredDay = z.infer<typeof monitoredDaySchema>;

export const modelMonitoringSchema = z
  .object({
    since: instantSchema,
    until: instantSchema,
    effect: z.enum(['shadow', 'shown']).describe('Runs that no reader saw, or those that were shown'),
    group: monitoredGroupSchema.pick({ by: true, name: true }).describe('What all but `groups` is of'),
    groups: z.array(monitoredGroupSchema),
    days: z.array(monitoredDaySchema).describe('In which a run ended'),
    objectiveP95Ms: z.number(),
    baseline: z.number().nullable().describe('Flag rate the limits are drawn about'),
    scores: z.array(
      z.object({ from: z.number(), to: z.number(), now: z.number().int(), baseline: z.number().int() }),
    ),
    latency: z.array(
      z.object({
        part: z.string().describe('wait, read, decode, preprocess, run, postprocess, encode, store, total'),
        medianMs: z.number(),
        p95Ms: z.number(),
        n: z.number().int(),
      }),
    ),
    rejects: z
      .array(z.object({ reason: z.string(), count: z.number().int() }))
      .describe('Most frequent first'),
    verdicts: z
      .object({
        flagged: z.object({
          present: z.number().int(),
          absent: z.number().int(),
          notYetJudged: z.number().int(),
        }),
        notFlagged: z.object({
          present: z.number().int(),
          absent: z.number().int(),
          notYetJudged: z.number().int(),
        }),
        uncertain: z.number().int().describe('Judged as uncertain; in no proportion'),
        ppv: proportionSchema,
        sensitivity: proportionSchema.describe(
          'Of those judged only; null while no flagged or no unflagged study is',
        ),
        specificity: proportionSchema.describe('Likewise'),
      })
      .describe("Agreement with readers' verdicts"),
    beatTheReader: proportionSchema.describe('Flags that stood before a radiologist first opened the study'),
    counterfactual: z
      .object({
        flagged: z.number().int(),
        wouldHaveMoved: z.number().int().describe('Flagged studies that would have stood in a higher band'),
      })
      .nullable()
      .describe('What a model in shadow would have done; null where it is shown'),
    stopRules: z.array(
      z.object({
        rule: z.enum(['ppv', 'flagRate', 'scannerFlagRate', 'latency', 'rejectRate']),
        text: z.string(),
        state: z.enum(['ok', 'tooFewRuns', 'broken', 'off']),
      }),
    ),
  })
  .meta({ id: 'ModelMonitoring' });
export type ModelMonitoring = z.infer<typeof modelMonitoringSchema>;

export const evidencePackQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(366).default(90).describe('Of the monitoring'),
});
export type EvidencePackQuery = z.infer<typeof evidencePackQuerySchema>;

const comparedVersionSchema = z.object({
  version: z.string(),
  stage: modelStageSchema,
  runs: z.number().int().describe('That came to a result'),
  flagRate: proportionSchema,
  rejectRate: proportionSchema,
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
  ppv: proportionSchema,
  sensitivity: proportionSchema,
  specificity: proportionSchema,
  beatTheReader: proportionSchema,
});
export type ComparedVersion = z.infer<typeof comparedVersionSchema>;

const judgedSchema = z.object({
  present: z.number().int(),
  absent: z.number().int(),
  notYetJudged: z.number().int().describe('By nobody, or as uncertain'),
});

export const modelComparisonSchema = z
  .object({
    since: instantSchema,
    until: instantSchema,
    sides: z.tuple([comparedVersionSchema, comparedVersionSchema]),
    paired: z
      .object({
        studies: z.number().int(),
        bothFlagged: judgedSchema,
        onlyFirst: judgedSchema,
        onlySecond: judgedSchema,
        neither: judgedSchema,
        agreement: proportionSchema,
      })
      .describe("Studies that both came to a result on, by readers' verdicts on either"),
    cohorts: z
      .array(
        z.object({
          cohortName: z.string(),
          groups: z.tuple([validationGroupSchema, validationGroupSchema]),
        }),
      )
      .describe('Cohorts on which both were validated'),
  })
  .meta({ id: 'ModelComparison', description: 'Two versions of one model, side by side' });
export type ModelComparison = z.infer<typeof modelComparisonSchema>;

/** A model changed its stage; readers are told of a pause. */
export const modelsChangedSchema = z.object({
  modelId: z.string(),
  version: z.string(),
  name: z.string(),
  stage: modelStageSchema,
  reason: z.string(),
  at: instantSchema,
});
export type ModelsChanged = z.infer<typeof modelsChangedSchema>;
