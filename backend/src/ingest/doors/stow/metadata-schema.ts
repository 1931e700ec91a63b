import { z } from 'zod';
import type { DicomJsonDataset } from '../../../dicom/index.js';

const tagSchema = z.string().regex(/^[0-9A-F]{8}$/, 'is not a tag of eight upper case hexadecimal digits');
const personNameSchema = z.strictObject({
  Alphabetic: z.string().exactOptional(),
  Ideographic: z.string().exactOptional(),
  Phonetic: z.string().exactOptional(),
});

/** The DICOM JSON model (PS3.18 annex F): of `Value`, `InlineBinary` and `BulkDataURI` at most one. */
const datasetSchema: z.ZodType<DicomJsonDataset> = z.lazy(() => z.record(tagSchema, elementSchema));
const elementSchema = z
  .strictObject({
    vr: z.string().regex(/^[A-Z]{2}$/),
    Value: z
      .array(z.union([z.string(), z.number(), z.null(), personNameSchema, datasetSchema]))
      .exactOptional(),
    InlineBinary: z.base64().exactOptional(),
    BulkDataURI: z.string().min(1).max(2048).exactOptional(),
  })
  .refine(
    ({ Value, InlineBinary, BulkDataURI }) =>
      [Value, InlineBinary, BulkDataURI].filter((form) => form !== undefined).length <= 1,
    'has more than one of Value, InlineBinary and BulkDataURI',
  );

/** Metadata of the instances of one STOW-RS request. */
export const metadataSchema = z.array(datasetSchema).min(1);
