import {
  signedGradingSchema,
  type DiscrepancyGrade,
  type EmergencyInterpretation,
  type SectionDifference,
  type SignedGrading,
} from '@firstread/contract';

export type GradableKind = SignedGrading['kind'];

/** As the form has it; a grade that is left for later is empty. */
export type GivenGradings = Record<GradableKind, { grade: DiscrepancyGrade | ''; note: string }>;

/** What was said of the study before, as far as a final report is graded against it. */
export function gradableKinds(
  differences: readonly SectionDifference[],
  emergency: EmergencyInterpretation | null,
): GradableKind[] {
  const kinds: GradableKind[] = [];
  if (differences.length > 0) kinds.push('preliminaryFinal');
  if (emergency) kinds.push('emergency');
  return kinds;
}

/** What is signed of these kinds, without those left for later; null while one of them lacks its note. */
export function gradingsOf(given: GivenGradings, kinds: readonly GradableKind[]): SignedGrading[] | null {
  const chosen = kinds
    .filter((kind) => given[kind].grade !== '')
    .map((kind) => {
      const { grade, note } = given[kind];
      return signedGradingSchema.safeParse({ kind, grade, note: grade === 'none' ? null : note });
    });
  return chosen.every(({ success }) => success) ? chosen.flatMap(({ data }) => data ?? []) : null;
}
