import {
  reportMacroInputSchema,
  reportSectionIdSchema,
  reportTemplateInputSchema,
  type ReportMacroInput,
  type ReportSectionId,
  type ReportTemplateInput,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';

/** What a template may hold: an addendum has none. */
export const templateSections: readonly ReportSectionId[] = reportSectionIdSchema.options.filter(
  (id) => id !== 'addendum',
);

export function readMacro(form: FormData, shared: boolean): Checked<ReportMacroInput> {
  return check(reportMacroInputSchema, {
    name: textOf(form, 'name').trim(),
    text: textOf(form, 'text'),
    shared,
  });
}

/** A section that is not ticked is none of the template; one without words begins empty. */
export function readTemplate(form: FormData, expectedVersion: number): Checked<ReportTemplateInput> {
  const orNull = (field: string): string | null => textOf(form, field).trim().toUpperCase() || null;
  return check(reportTemplateInputSchema, {
    name: textOf(form, 'name'),
    modality: orNull('modality'),
    bodyPart: orNull('bodyPart'),
    sections: templateSections
      .filter((id) => form.has(`has.${id}`))
      .map((id) => ({ id, text: textOf(form, `text.${id}`) })),
    retired: form.has('retired'),
    expectedVersion,
  });
}
