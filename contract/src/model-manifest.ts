import { z } from 'zod';
import { codedConceptSchema, presentationClassSchema } from './codes.js';
import { eligibilitySchema, modelInputSchema } from './model-input.js';

const fraction = z.number().min(0).max(1);
const positiveInt = z.number().int().positive();
const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in 64 lower-case hexadecimal digits');

/** What a reader is told of a finding. */
export const namedFindingSchema = z.strictObject({
  concept: codedConceptSchema,
  site: codedConceptSchema.optional(),
  label: z.string().min(1).describe('What a reader sees when flagged, e.g. "Haemorrhage suspected"'),
  critical: z.boolean().describe('A flag raises the study to band 1'),
});
export type NamedFinding = z.infer<typeof namedFindingSchema>;

const classificationOutputSchema = z.strictObject({
  kind: z.literal('classification'),
  tensor: z.string(),
  index: z.number().int().min(0).describe('Along the last axis'),
  activation: z
    .enum(['none', 'sigmoid', 'softmax'])
    .optional()
    .describe('Applied to the tensor; none where left out'),
  aggregate: z
    .enum(['maximum', 'mean'])
    .optional()
    .describe('Of the scores of the slices or patches; maximum where left out'),
  operatingPoint: z.number(),
  finding: namedFindingSchema,
});

const colourSchema = z
  .tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)])
  .describe('sRGB');

const segmentationOutputSchema = z.strictObject({
  kind: z.literal('segmentation'),
  tensor: z.string(),
  channel: z.number().int().min(0).optional().describe('Of N x C x ...; 0 where left out'),
  threshold: z.number().describe('Voxels above it belong to the segment'),
  upsampling: z.enum(['bilinear', 'nearest']).describe('How the map returns to the matrix of the images'),
  keepLargestComponents: positiveInt.optional().describe('Per slice, 4-connected'),
  encoding: z
    .enum(['binary', 'fractional', 'labelmap'])
    .optional()
    .describe('Kind of SEG: binary where left out; fractional writes the map itself as a probability'),
  segment: z.strictObject({
    label: z.string().min(1).max(64),
    category: codedConceptSchema,
    type: codedConceptSchema,
    site: codedConceptSchema.optional(),
    colour: colourSchema,
  }),
  finding: namedFindingSchema
    .extend({
      quantity: z.literal('volume').describe('Of the segment, in mL'),
      operatingPoint: z.number().describe('mL at and above which the finding is flagged'),
    })
    .optional(),
});

const boxesOutputSchema = z.strictObject({
  kind: z.literal('boxes'),
  tensor: z.string().describe('N x K x 4 or K x 4: left, top, right, bottom in pixels of the input plane'),
  scores: z.string().describe('Tensor of N x K or K scores'),
  minimumScore: z.number().describe('Boxes below it are not kept'),
  overlapLimit: fraction.describe('Intersection over union above which the weaker box is dropped'),
  maximumBoxes: positiveInt.max(200),
  operatingPoint: z.number().describe('Highest score at and above which the finding is flagged'),
  colour: colourSchema,
  finding: namedFindingSchema,
});

const regressionOutputSchema = z.strictObject({
  kind: z.literal('regression'),
  tensor: z.string(),
  index: z.number().int().min(0),
  aggregate: z.enum(['maximum', 'mean']).optional().describe('Of the slices or patches; mean where left out'),
  measurement: z.strictObject({
    concept: codedConceptSchema,
    unit: z.strictObject({
      value: z.string().min(1).max(16).describe('UCUM'),
      meaning: z.string().min(1).max(64),
    }),
  }),
  flag: z
    .strictObject({ when: z.enum(['atOrAbove', 'atOrBelow']), operatingPoint: z.number() })
    .optional()
    .describe('Where left out the value is reported and flags nothing'),
  finding: namedFindingSchema,
});

export const modelOutputSchema = z.discriminatedUnion('kind', [
  classificationOutputSchema,
  segmentationOutputSchema,
  boxesOutputSchema,
  regressionOutputSchema,
]);
export type ModelOutput = z.infer<typeof modelOutputSchema>;
export type ClassificationOutput = z.infer<typeof classificationOutputSchema>;
export type SegmentationOutput = z.infer<typeof segmentationOutputSchema>;
export type BoxesOutput = z.infer<typeof boxesOutputSchema>;
export type RegressionOutput = z.infer<typeof regressionOutputSchema>;

/** Without this much in a map, the study could not be evaluated. */
const qualityCheckSchema = z.strictObject({
  tensor: z.string(),
  minimumPixels: positiveInt.describe('Pixels above 0.5 that a slice needs'),
  minimumSlices: positiveInt,
  message: z.string().min(1).describe('Why the study is not evaluable, in words'),
});

/** When the platform pauses a model by itself. What is left out has the default. */
export const stopRulesSchema = z.strictObject({
  ppvFloor: fraction
    .optional()
    .describe('Pause when the upper 95 % bound of the local PPV is below; no rule where left out'),
  ppvMinimumVerdicts: positiveInt.default(50).describe('Judged flags before the PPV rule speaks'),
  flagRateSigmas: z
    .number()
    .positive()
    .default(3)
    .describe('Standard errors the flag rate may leave its baseline by'),
  flagRateBaseline: fraction
    .optional()
    .describe('Flag rate expected; the one measured in shadow where left out'),
  scannerFactor: z.number().gt(1).default(2).describe('Times the baseline that one scanner may flag'),
  latencyFactor: z
    .number()
    .gt(1)
    .default(2)
    .describe('Times the objective that the 95th percentile may take'),
  rejectRate: fraction.default(0.2).describe('Share of runs that fail or cannot be evaluated'),
  minimumRuns: positiveInt.default(50).describe('Runs in the window before a rate speaks'),
  windowHours: positiveInt.default(24),
});
export type StopRules = z.infer<typeof stopRulesSchema>;

const regulatorySchema = z.strictObject({
  class: z
    .enum(['triage', 'detection', 'diagnosis', 'quantification', 'acquisition', 'research'])
    .describe(
      'Computer-assisted triage (CADt), detection (CADe), diagnosis (CADx), quantitative imaging, ...',
    ),
  status: z.enum(['notAMedicalDevice', 'investigational', 'cleared']),
  clearance: z.string().min(1).max(120).optional().describe('Number of the clearance or certificate'),
  jurisdictions: z.array(z.string().min(2).max(64)).optional(),
});

const claimedPerformanceSchema = z
  .array(
    z.strictObject({
      dataset: z.string(),
      measure: z.string(),
      value: z.number(),
      interval95: z.tuple([z.number(), z.number()]).optional(),
    }),
  )
  .describe('Claimed, from the model card');

/** What every model states, by whichever door it comes. */
const common = {
  schemaVersion: z.literal(1),
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is lower-case words joined by hyphens')
    .max(64),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is major.minor.patch'),
  name: z.string().min(1).max(64),
  manufacturer: z.string().min(1).max(64),
  description: z.string().min(1),
  releaseNotes: z.string().optional(),
  intendedUse: z.string().min(1),
  limitations: z.array(z.string()).describe('What it misses or gets wrong, in words'),
  license: z.string().min(1),
  regulatory: regulatorySchema,
  presentationClass: presentationClassSchema,
  eligibility: eligibilitySchema,
  performance: claimedPerformanceSchema,
  stopRules: stopRulesSchema.prefault({}),
};

/** What a model states whose tensors the platform makes and reads. */
const tensorModel = {
  resources: z.strictObject({
    memoryMb: positiveInt.describe('Resident memory its process may reach; above it the process is ended'),
    timeoutMs: positiveInt.describe('For one call with one batch'),
    objectiveP95Ms: positiveInt.describe('95th percentile of a whole run that the vendor aims at'),
    concurrency: positiveInt.max(16).default(1).describe('Runs at the same time'),
  }),
  input: modelInputSchema,
  outputs: z.array(modelOutputSchema).min(1),
  quality: z.array(qualityCheckSchema).optional(),
};

const onnxManifestSchema = z.strictObject({
  door: z.literal('onnx').describe('A file that the platform runs'),
  ...common,
  ...tensorModel,
  file: z.strictObject({ name: z.string().regex(/^[\w.-]+\.onnx$/), sha256: digestSchema }),
});

const remoteManifestSchema = z.strictObject({
  door: z
    .literal('remote')
    .describe('A server that speaks the Open Inference Protocol v2 and sees tensors only'),
  ...common,
  ...tensorModel,
  endpoint: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).describe('Base address, before /v2'),
    model: z.string().regex(/^[\w.-]+$/),
    version: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
    sha256: digestSchema.describe(
      'Of the weights served, as the vendor states it: it changes when they are retrained',
    ),
    failuresToOpen: positiveInt
      .default(3)
      .describe('Failed calls in a row after which none is made for a while'),
    resetMs: positiveInt.default(30_000).describe('How long none is made'),
  }),
});

const dicomManifestSchema = z.strictObject({
  door: z.literal('dicom').describe('A product that is sent studies and sends objects back'),
  ...common,
  product: z.strictObject({
    sha256: digestSchema.describe('Any digest that changes with the software, as the vendor states it'),
    manufacturer: z.string().min(1).max(64).describe('Manufacturer (0008,0070) of the objects it sends'),
    modelName: z.string().min(1).max(64).describe("Manufacturer's Model Name (0008,1090) of them"),
    objectiveP95Ms: positiveInt.describe('From sending the study to its first object, 95th percentile'),
  }),
  findings: z
    .array(
      namedFindingSchema.extend({
        operatingPoint: z.number().optional().describe('Of the score it sends, if any'),
      }),
    )
    .min(1)
    .describe(
      'By their concept: what it can report. Other findings are shown in its own words, and raise nothing',
    ),
});

/** Everything the platform needs to know of a model. There is no code for any one model. */
export const modelManifestSchema = z
  .discriminatedUnion('door', [onnxManifestSchema, remoteManifestSchema, dicomManifestSchema])
  .meta({ id: 'ModelManifest', description: 'Manifest of a model' });
export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type OnnxManifest = z.infer<typeof onnxManifestSchema>;
export type RemoteManifest = z.infer<typeof remoteManifestSchema>;
export type DicomManifest = z.infer<typeof dicomManifestSchema>;

/** A model whose tensors the platform makes. */
export const tensorManifestSchema = z.discriminatedUnion('door', [onnxManifestSchema, remoteManifestSchema]);
export type TensorManifest = z.infer<typeof tensorManifestSchema>;

/** Digest that tells one set of weights from another. */
export function digestOf(manifest: ModelManifest): string {
  if (manifest.door === 'onnx') return manifest.file.sha256;
  return manifest.door === 'remote' ? manifest.endpoint.sha256 : manifest.product.sha256;
}

/** Golden cases beside the model: `golden/golden.json`. Tensor files are little-endian float32, gzip. */
export const goldenSchema = z
  .object({
    note: z.string().optional(),
    tolerance: z.number().positive().default(1e-3).describe('Largest difference of a value'),
    cases: z
      .array(
        z.object({
          case: z.string().min(1),
          source: z.string().optional().describe('Where the input comes from, in words'),
          shape: z.array(positiveInt),
          inputFile: z.string().optional(),
          outputs: z.record(
            z.string(),
            z.object({
              dims: z.array(positiveInt),
              sum: z.number().optional(),
              values: z.array(z.number()).optional(),
              file: z.string().optional(),
            }),
          ),
        }),
      )
      .min(1),
  })
  .meta({ id: 'GoldenCases', description: 'Golden cases of a model' });
export type Golden = z.infer<typeof goldenSchema>;

/** Sample studies beside the model: `samples/samples.json`. Each folder holds the DICOM files of one study. */
export const samplesSchema = z
  .object({
    samples: z.array(
      z.object({
        folder: z.string().regex(/^[\w.-]+$/),
        eligible: z.boolean(),
        flagged: z.boolean().optional().describe('What the model must come to, where it is eligible'),
      }),
    ),
  })
  .meta({ id: 'SampleStudies', description: 'Sample studies of a model' });
export type Samples = z.infer<typeof samplesSchema>;
