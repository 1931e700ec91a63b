import { z } from 'zod';

/** The parts of a report, in the order in which they are read. `addendum` stands alone: it is all that an addendum has. */
export const reportSectionIdSchema = z.enum([
  'clinicalInformation',
  'technique',
  'comparison',
  'findings',
  'impression',
  'addendum',
]);
export type ReportSectionId = z.infer<typeof reportSectionIdSchema>;

export const reportSectionSchema = z
  .object({ id: reportSectionIdSchema, text: z.string().max(20_000) })
  .meta({ id: 'ReportSection', description: 'Plain text under one heading' });
export type ReportSection = z.infer<typeof reportSectionSchema>;
