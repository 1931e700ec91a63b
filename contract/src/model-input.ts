import { z } from 'zod';
import { uidSchema } from './codes.js';

const fraction = z.number().min(0).max(1);
const positiveInt = z.number().int().positive();
const millimetres = z.number().positive();
const words = z.array(z.string().trim().min(1).max(64)).min(1);
const range = z.strictObject({ minimum: z.number(), maximum: z.number() });

/** Words that a text attribute must or must not hold. Case does not matter; a word matches as part of the text. */
const wordRuleSchema = z.strictObject({ anyOf: words.optional(), noneOf: words.optional() });
export type WordRule = z.infer<typeof wordRuleSchema>;

/** Which series a model accepts. What is not named does not matter. */
export const eligibilitySchema = z.strictObject({
  modalities: z.array(z.string()).min(1).describe('Modality (0008,0060)'),
  sopClasses: z.array(uidSchema).min(1).optional(),
  bodyParts: z.array(z.string()).min(1).optional().describe('Body Part Examined (0018,0015), upper case'),
  views: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('View Position (0018,5101); images that do not state one are accepted'),
  seriesDescription: wordRuleSchema.optional().describe('Series Description (0008,103E)'),
  kernel: wordRuleSchema.optional().describe('Convolution Kernel (0018,1210)'),
  manufacturers: words.optional().describe('Manufacturer (0008,0070); a word matches as part of the text'),
  orientation: z.enum(['axial', 'coronal', 'sagittal']).optional().describe('Slices within 35 degrees of it'),
  contrast: z.literal('none').optional().describe('No Contrast/Bolus Agent (0018,0010) stated'),
  slices: z.strictObject({ minimum: positiveInt, maximum: positiveInt }).optional(),
  sliceThicknessMm: range.optional(),
  patientAgeYears: range
    .optional()
    .describe('Patient Age (0010,1010), else from the birth date at the study date; unknown is not eligible'),
  patientSex: z.enum(['F', 'M']).optional(),
  requiredTags: z
    .array(z.string().regex(/^[A-Z][A-Za-z0-9]+$/))
    .min(1)
    .optional()
    .describe('Keywords of attributes that every image must hold, e.g. PixelSpacing'),
  matrix: z
    .strictObject({ minimumRows: positiveInt, minimumColumns: positiveInt, square: z.boolean() })
    .optional(),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** Operations that turn the stored pixels of one image into a plane, in order. Versioned by `schemaVersion`. */
export const preprocessingStepSchema = z.discriminatedUnion('op', [
  z
    .strictObject({ op: z.literal('modalityLut') })
    .describe('Rescale or Modality LUT: stored values to HU or the like'),
  z
    .strictObject({ op: z.literal('window'), percentiles: z.tuple([fraction, fraction]) })
    .describe(
      'First VOI window of the image to 0..255; without one, 8-bit images stay as they are and deeper ones are stretched between the percentiles',
    ),
  z
    .strictObject({ op: z.literal('huWindow'), centre: z.number(), width: z.number().positive() })
    .describe('Linear window of the values (HU after modalityLut) to 0..1, clipped (PS3.3 C.11.2.1.3.2)'),
  z.strictObject({ op: z.literal('invertMonochrome1') }).describe('255 - value for MONOCHROME1: bone bright'),
  z.strictObject({ op: z.literal('clip'), minimum: z.number(), maximum: z.number() }),
  z
    .strictObject({
      op: z.literal('resample'),
      spacingMm: z.tuple([millimetres, millimetres]).describe('Between rows, between columns'),
      filter: z.enum(['bicubic', 'area', 'bilinear']),
    })
    .describe('To a pixel spacing; images without Pixel Spacing cannot be evaluated'),
  z
    .strictObject({
      op: z.literal('resize'),
      width: positiveInt,
      height: positiveInt,
      filter: z
        .enum(['bicubic', 'area', 'bilinear'])
        .describe('bicubic and bilinear are antialiased; area is the mean of the covered pixels'),
      keepAspect: z
        .boolean()
        .optional()
        .describe(
          'Fit into the matrix and pad with `fill` evenly on both sides; else both sides are stretched',
        ),
      fill: z.number().optional().describe('Value of padding, 0 where left out'),
    })
    .describe('To a fixed matrix'),
  z
    .strictObject({ op: z.literal('cropOrPad'), width: positiveInt, height: positiveInt, fill: z.number() })
    .describe('About the centre, to a fixed matrix'),
  z
    .strictObject({ op: z.literal('orient') })
    .describe(
      'Flips and transposes the plane so that columns run to the left or to the back, rows to the feet or to the back, as the patient axes allow',
    ),
  z.strictObject({
    op: z.literal('normalise'),
    method: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('constants'),
        mean: z.number(),
        standardDeviation: z.number().positive(),
      }),
      z.strictObject({ by: z.literal('plane') }).describe('Mean and standard deviation of the plane itself'),
      z.strictObject({ by: z.literal('range') }).describe('Minimum and maximum of the plane to 0..1'),
    ]),
  }),
  z
    .strictObject({ op: z.literal('scale'), factor: z.number(), offset: z.number() })
    .describe('value * factor + offset'),
]);
export type PreprocessingStep = z.infer<typeof preprocessingStepSchema>;

/** How planes become tensors. */
export const tensorInputSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('image') })
      .describe('The first image of the series: 1 x channels x H x W'),
    z
      .strictObject({ kind: z.literal('slices') })
      .describe('Every slice on its own along N: N x channels x H x W'),
    z
      .strictObject({
        kind: z.literal('slab'),
        neighbours: positiveInt
          .max(8)
          .describe('Slices before and after; at the ends the last one is repeated'),
      })
      .describe('2.5-D: every slice with its neighbours as channels: N x (2 * neighbours + 1) x H x W'),
    z
      .strictObject({
        kind: z.literal('patches'),
        size: z.tuple([positiveInt, positiveInt, positiveInt]).describe('Depth, height, width'),
        overlap: z.number().min(0).max(0.9).describe('Share of a patch that the next one covers again'),
        fill: z.number().describe('Value outside the volume'),
      })
      .describe('3-D patches of the volume: N x 1 x D x H x W; maps are averaged where patches overlap'),
  ])
  .describe('Shape of the input');
export type TensorInput = z.infer<typeof tensorInputSchema>;

export const modelInputSchema = z.strictObject({
  tensor: z.string(),
  form: tensorInputSchema,
  batch: positiveInt.describe('Slices or patches per call'),
  channels: z
    .union([z.literal(1), z.literal(3)])
    .optional()
    .describe('3 repeats the plane; 1 where left out'),
  sampling: z
    .discriminatedUnion('by', [
      z
        .strictObject({ by: z.literal('count'), count: positiveInt })
        .describe('So many slices, evenly spaced'),
      z
        .strictObject({ by: z.literal('spacing'), millimetres })
        .describe('Slices resampled linearly to this distance along the stack'),
    ])
    .optional()
    .describe('Which planes of the stack are read; all where left out'),
  preprocessing: z.array(preprocessingStepSchema).min(1),
});
export type ModelInput = z.infer<typeof modelInputSchema>;
