import type { Eligibility } from '@firstread/contract';

/** The eligibility of a model in words. */
export function eligibilityText(eligibility: Eligibility): string {
  const { slices, sliceThicknessMm, matrix } = eligibility;
  return [
    `${eligibility.modalities.join(' or ')}${eligibility.bodyParts ? ` of ${eligibility.bodyParts.join(', ')}` : ''}`,
    eligibility.views && `view ${eligibility.views.join(' or ')}, where stated`,
    eligibility.orientation && `${eligibility.orientation} slices`,
    eligibility.contrast && 'without contrast',
    slices && `${slices.minimum} to ${slices.maximum} slices`,
    sliceThicknessMm && `${sliceThicknessMm.minimum} to ${sliceThicknessMm.maximum} mm thick`,
    matrix &&
      `at least ${matrix.minimumColumns} × ${matrix.minimumRows} pixels${matrix.square ? ', square' : ''}`,
  ]
    .filter(Boolean)
    .join('; ');
}
