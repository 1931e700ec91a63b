import { proportion, type ValidationGroup } from '@firstread/contract';
import { auc } from './statistics.js';

/** One study of a cohort after the model looked at it. */
export interface ValidatedStudy {
  positive: boolean;
  /** Null where the model came to no result: not eligible, not evaluable or failed. */
  flagged: boolean | null;
  score: number | null;
  sex: string | null;
  ageYears: number | null;
  scanner: string | null;
}

/** Lower bounds of the age groups, in years. */
const AGE_BOUNDS = [0, 18, 40, 60, 75];

/** How the model did on all studies, and by sex, age and scanner. */
export function validationGroups(studies: readonly ValidatedStudy[]): ValidationGroup[] {
  return [
    groupOf('all', 'All studies', studies),
    ...split('sex', studies, (study) => study.sex ?? 'not stated'),
    ...split('age', studies, (study) => ageGroup(study.ageYears)),
    ...split('scanner', studies, (study) => study.scanner ?? 'not stated'),
  ];
}

function split(
  by: ValidationGroup['by'],
  studies: readonly ValidatedStudy[],
  nameOf: (study: ValidatedStudy) => string,
): ValidationGroup[] {
  const names = [...new Set(studies.map(nameOf))].sort();
  return names.map((name) =>
    groupOf(
      by,
      name,
      studies.filter((study) => nameOf(study) === name),
    ),
  );
}

function groupOf(
  by: ValidationGroup['by'],
  name: string,
  studies: readonly ValidatedStudy[],
): ValidationGroup {
  const judged = studies.filter((study) => study.flagged !== null);
  const count = (positive: boolean, flagged: boolean) =>
    judged.filter((study) => study.positive === positive && study.flagged === flagged).length;
  const [truePositive, falsePositive] = [count(true, true), count(false, true)];
  const [trueNegative, falseNegative] = [count(false, false), count(true, false)];
  const scores = (positive: boolean) =>
    judged.flatMap((study) => (study.positive === positive && study.score !== null ? [study.score] : []));
  return {
    by,
    name,
    studies: studies.length,
    truePositive,
    falsePositive,
    trueNegative,
    falseNegative,
    noResult: studies.length - judged.length,
    sensitivity: proportion(truePositive, truePositive + falseNegative),
    specificity: proportion(trueNegative, trueNegative + falsePositive),
    ppv: proportion(truePositive, truePositive + falsePositive),
    auc: auc(scores(true), scores(false)),
  };
}

function ageGroup(years: number | null): string {
  if (years === null) return 'not stated';
  const at = AGE_BOUNDS.findLastIndex((bound) => years >= bound);
  const [from, next] = [AGE_BOUNDS[Math.max(0, at)] ?? 0, AGE_BOUNDS[at + 1]];
  return next === undefined ? `${from} years and older` : `${from} to ${next - 1} years`;
}
