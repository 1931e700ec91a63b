import type { Threshold } from '@firstread/contract';

/** A study that a model gave an answer for, and what it holds. */
export interface ScoredStudy {
  positive: boolean;
  flagged: boolean;
  score: number;
}

/** A scenario holds no more; they are spread evenly over the scores. */
const MOST_POINTS = 50;

/**
 * The threshold that a model flags by and what each other one would do on the same studies: of those with what it looks
 * for, the share with a score of at least the threshold, and of the others the share below it. Null where flags do not
 * follow from one threshold, or where all studies are of one kind.
 */
export function measuredCurve(studies: readonly ScoredStudy[]): Threshold | null {
  const [flagged, unflagged] = split(studies, (study) => study.flagged);
  const [positive, negative] = split(studies, (study) => study.positive);
  const threshold = Math.min(...flagged);
  if (positive.length === 0 || negative.length === 0 || flagged.length === 0) return null;
  if (unflagged.some((score) => score >= threshold)) return null;
  const scores = [...new Set([...positive, ...negative])].sort((a, b) => a - b);
  if (scores.length < 2) return null;
  const shareFrom = (of: readonly number[], least: number) =>
    of.filter((score) => score >= least).length / of.length;
  const curve = [...new Set([...thinned(scores), threshold])]
    .sort((a, b) => a - b)
    .map((one) => ({
      threshold: one,
      sensitivity: shareFrom(positive, one),
      specificity: 1 - shareFrom(negative, one),
    }));
  return { threshold, curve };
}

/** Scores of those that are, and of those that are not. */
function split(studies: readonly ScoredStudy[], is: (study: ScoredStudy) => boolean): [number[], number[]] {
  const scoresOf = (some: readonly ScoredStudy[]) => some.map(({ score }) => score);
  return [scoresOf(studies.filter(is)), scoresOf(studies.filter((study) => !is(study)))];
}

/** The first and the last of them, and others evenly between. */
function thinned(sorted: readonly number[]): number[] {
  const points = Math.min(MOST_POINTS, sorted.length);
  return Array.from(
    { length: points },
    (_, at) => sorted[Math.round((at * (sorted.length - 1)) / Math.max(1, points - 1))] as number,
  );
}
