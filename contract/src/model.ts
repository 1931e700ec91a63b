import { z } from 'zod';
import { presentationClassSchema } from './codes.js';

export const modelSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    name: z.string(),
    manufacturer: z.string(),
    intendedUse: z.string(),
    presentationClass: presentationClassSchema,
    sha256: z.string(),
    eligibility: z.string().describe('In words'),
  })
  .meta({ id: 'Model', description: 'A model this installation runs' });
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z
  .object({
    models: z.array(modelSchema),
    unusable: z
      .array(z.object({ folder: z.string(), problem: z.string() }))
      .describe('Folders of models that are at fault and are not run'),
  })
  .meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof modelListSchema>;
