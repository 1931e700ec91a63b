import {
  proportion,
  type ComparedVersion,
  type ModelComparison,
  type ModelStage,
  type Validation,
} from '@firstread/contract';
import {
  beatTheReader,
  flagRate,
  hasResult,
  quantile,
  rejectRate,
  timesOf,
  verdictsOf,
  type MonitoredRun,
} from './monitoring.js';

/** A version with what it did; of each study one run. */
export interface ComparedSide {
  version: string;
  stage: ModelStage;
  runs: readonly MonitoredRun[];
  /** Newest first. */
  validations: readonly Validation[];
}

type Paired = ModelComparison['paired'];
type Judged = Paired['neither'];

/** Two versions of a model side by side, and paired over the studies that both came to a result on. */
export function comparisonOf(
  sides: readonly [ComparedSide, ComparedSide],
): Pick<ModelComparison, 'sides' | 'paired' | 'cohorts'> {
  return {
    sides: [figuresOf(sides[0]), figuresOf(sides[1])],
    paired: pairedOf(sides),
    cohorts: cohortsOf(sides),
  };
}

function figuresOf({ version, stage, runs }: ComparedSide): ComparedVersion {
  const times = timesOf(runs, 'total');
  const { ppv, sensitivity, specificity } = verdictsOf(runs);
  return {
    version,
    stage,
    runs: runs.filter(hasResult).length,
    flagRate: flagRate(runs),
    rejectRate: rejectRate(runs),
    medianMs: times.length === 0 ? null : quantile(times, 0.5),
    p95Ms: times.length === 0 ? null : quantile(times, 0.95),
    ppv,
    sensitivity,
    specificity,
    beatTheReader: beatTheReader(runs),
  };
}

function pairedOf([first, second]: readonly [ComparedSide, ComparedSide]): Paired {
  const others = new Map(second.runs.filter(hasResult).map((run) => [run.studyId, run]));
  const cells = { bothFlagged: nobody(), onlyFirst: nobody(), onlySecond: nobody(), neither: nobody() };
  let [studies, agreed] = [0, 0];
  for (const one of first.runs.filter(hasResult)) {
    const other = others.get(one.studyId);
    if (!other) continue;
    studies += 1;
    if (one.state === other.state) agreed += 1;
    cells[cellOf(one, other)][verdictOn(one, other)] += 1;
  }
  return { studies, ...cells, agreement: proportion(agreed, studies) };
}

function nobody(): Judged {
  return { present: 0, absent: 0, notYetJudged: 0 };
}

function cellOf(
  one: MonitoredRun,
  other: MonitoredRun,
): 'bothFlagged' | 'onlyFirst' | 'onlySecond' | 'neither' {
  if (one.state === 'flagged') return other.state === 'flagged' ? 'bothFlagged' : 'onlyFirst';
  return other.state === 'flagged' ? 'onlySecond' : 'neither';
}

/** Readers judge the version that they see; the study is the same. */
function verdictOn(one: MonitoredRun, other: MonitoredRun): keyof Judged {
  const verdict = [one.verdict, other.verdict].find((value) => value === 'present' || value === 'absent');
  return verdict === 'present' || verdict === 'absent' ? verdict : 'notYetJudged';
}

/** The newest finished validation of each on the same cohort. */
function cohortsOf([first, second]: readonly [ComparedSide, ComparedSide]): ModelComparison['cohorts'] {
  const newest = ({ validations }: ComparedSide) =>
    new Map(
      validations
        .filter(({ state }) => state === 'done')
        .reverse()
        .map((validation) => [validation.cohortId, validation]),
    );
  const others = newest(second);
  return [...newest(first)].flatMap(([cohortId, validation]) => {
    const [one, other] = [validation, others.get(cohortId)].map((of) =>
      of?.groups.find(({ by }) => by === 'all'),
    );
    return one && other ? [{ cohortName: validation.cohortName, groups: [one, other] }] : [];
  });
}
