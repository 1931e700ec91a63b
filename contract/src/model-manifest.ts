import { z } from 'zod';
import { codedConceptSchema, presentationClassSchema, uidSchema } from './codes.js';

const fraction = z.number().min(0).max(1);
const positiveInt = z.number().int().positive();

/** Which series a model accepts. What is not named does not matter. */
export const eligibilitySchema = z.strictObject({
  modalities: z.array(z.string()).min(1).describe('Modality (0008,0060)'),
  sopClasses: z.array(uidSchema).min(1).optional(),
  bodyParts: z.array(z.string()).min(1).describe('Body Part Examined (0018,0015), upper case'),
  views: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('View Position (0018,5101); images that do not state one are accepted'),
  orientation: z.literal('axial').optional().describe('Slices within 35 degrees of axial'),
  contrast: z.literal('none').optional().describe('No Contrast/Bolus Agent (0018,0010) stated'),
  slices: z.strictObject({ minimum: positiveInt, maximum: positiveInt }).optional(),
  sliceThicknessMm: z.strictObject({ minimum: z.number(), maximum: z.number() }).optional(),
  matrix: z
    .strictObject({ minimumRows: positiveInt, minimumColumns: positiveInt, square: z.boolean() })
    .optional(),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** Operations that turn stored pixels into a tensor, applied in order. Versioned by the manifest's `schemaVersion`. */
export const preprocessingStepSchema = z.discriminatedUnion('op', [
  z
    .strictObject({ op: z.literal('modalityLut') })
    .describe('Rescale or Modality LUT: stored values to HU or the like'),
  z
    .strictObject({ op: z.literal('window'), percentiles: z.tuple([fraction, fraction]) })
    .describe(
      'First VOI window of the image to 0..255; without one, 8-bit images stay as they are and deeper ones are stretched between the percentiles',
    ),
  z.strictObject({ op: z.literal('invertMonochrome1') }).describe('255 - value for MONOCHROME1: bone bright'),
  z.strictObject({ op: z.literal('clip'), minimum: z.number(), maximum: z.number() }),
  z
    .strictObject({
      op: z.literal('resize'),
      width: positiveInt,
      height: positiveInt,
      filter: z
        .enum(['bicubic', 'area'])
        .describe('bicubic is antialiased; area is the mean of the covered pixels'),
    })
    .describe('To a fixed matrix, without keeping the aspect ratio'),
  z
    .strictObject({ op: z.literal('scale'), factor: z.number(), offset: z.number() })
    .describe('value * factor + offset'),
]);
export type PreprocessingStep = z.infer<typeof preprocessingStepSchema>;

const namedFinding = {
  concept: codedConceptSchema,
  site: codedConceptSchema.optional(),
  label: z.string().min(1).describe('What a reader sees when flagged, e.g. "Haemorrhage suspected"'),
  critical: z.boolean(),
};

const scoreOutputSchema = z.strictObject({
  kind: z.literal('score'),
  tensor: z.string(),
  index: z.number().int().min(0),
  operatingPoint: z.number(),
  finding: z.strictObject(namedFinding),
});

const segmentationOutputSchema = z.strictObject({
  kind: z.literal('segmentation'),
  tensor: z.string(),
  threshold: z.number().describe('Voxels above it belong to the segment'),
  upsampling: z.enum(['bilinear', 'nearest']).describe('How the map returns to the matrix of the images'),
  keepLargestComponents: positiveInt.optional().describe('Per slice, 4-connected'),
  segment: z.strictObject({
    label: z.string().min(1).max(64),
    category: codedConceptSchema,
    type: codedConceptSchema,
    site: codedConceptSchema.optional(),
    colour: z
      .tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)])
      .describe('sRGB'),
  }),
  finding: z
    .strictObject({
      ...namedFinding,
      quantity: z.literal('volume').describe('Of the segment, in mL'),
      operatingPoint: z.number().describe('mL at and above which the finding is flagged'),
    })
    .optional(),
});

/** Without this much in a map, the study could not be evaluated. */
const qualityCheckSchema = z.strictObject({
  tensor: z.string(),
  minimumPixels: positiveInt.describe('Pixels above 0.5 that a slice needs'),
  minimumSlices: positiveInt,
  message: z.string().min(1).describe('Why the study is not evaluable, in words'),
});

/** Everything the runtime needs to know of a model. There is no code for any one model. */
export const modelManifestSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    name: z.string().min(1).max(64),
    manufacturer: z.string().min(1).max(64),
    description: z.string().min(1),
    intendedUse: z.string().min(1),
    limits: z.array(z.string()).describe('What it misses or gets wrong, in words'),
    license: z.string().min(1),
    regulatoryClass: z.enum(['notAMedicalDevice', 'investigational', 'cleared']),
    presentationClass: presentationClassSchema,
    file: z.strictObject({
      name: z.string().regex(/^[\w.-]+\.onnx$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    eligibility: eligibilitySchema,
    input: z.strictObject({
      tensor: z.string(),
      kind: z.enum(['image', 'slices']).describe('One image, or every slice of a series along N'),
      batch: positiveInt.describe('Slices per call'),
      preprocessing: z.array(preprocessingStepSchema).min(1),
    }),
    outputs: z.array(z.discriminatedUnion('kind', [scoreOutputSchema, segmentationOutputSchema])).min(1),
    quality: z.array(qualityCheckSchema).optional(),
    performance: z
      .array(
        z.strictObject({
          dataset: z.string(),
          measure: z.string(),
          value: z.number(),
          interval95: z.tuple([z.number(), z.number()]).optional(),
        }),
      )
      .describe('Claimed, from the model card'),
  })
  .meta({ id: 'ModelManifest', description: 'Manifest of a model' });
export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type SegmentationOutput = z.infer<typeof segmentationOutputSchema>;
export type ScoreOutput = z.infer<typeof scoreOutputSchema>;
