import type { Eligibility } from '@firstread/contract';

/** The eligibility of a model in words. */
export function eligibilityText(eligibility: Eligibility): string {
  const { modalities, bodyParts, views, orientation, slices, sliceThicknessMm, matrix, patientAgeYears } =
    eligibility;
  return [
    `${modalities.join(' or ')}${bodyParts ? ` of ${bodyParts.join(', ')}` : ''}`,
    views && `view ${views.join(' or ')}, where stated`,
    wordsOf('series description', eligibility.seriesDescription),
    wordsOf('kernel', eligibility.kernel),
    eligibility.manufacturers && `made by ${eligibility.manufacturers.join(' or ')}`,
    orientation && `${orientation} slices`,
    eligibility.contrast && 'without contrast',
    slices && `${slices.minimum} to ${slices.maximum} slices`,
    sliceThicknessMm && `${sliceThicknessMm.minimum} to ${sliceThicknessMm.maximum} mm thick`,
    patientAgeYears && `patients of ${patientAgeYears.minimum} to ${patientAgeYears.maximum} years`,
    eligibility.patientSex && `sex ${eligibility.patientSex}`,
    eligibility.requiredTags && `with ${eligibility.requiredTags.join(', ')}`,
    matrix &&
      `at least ${matrix.minimumColumns} × ${matrix.minimumRows} pixels${matrix.square ? ', square' : ''}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function wordsOf(what: string, rule: Eligibility['kernel']): string | undefined {
  if (!rule) return undefined;
  return [
    rule.anyOf && `${what} with ${rule.anyOf.join(' or ')}`,
    rule.noneOf && `${what} without ${rule.noneOf.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}
