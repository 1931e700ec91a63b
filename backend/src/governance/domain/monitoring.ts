import {
  proportion,
  type ModelMonitoring,
  type MonitoredDay,
  type MonitoredGroup,
  type Proportion,
  type StopRules,
} from '@firstread/contract';
import { controlLimits, stabilityIndex } from './statistics.js';
import { judgeStopRules, type RuleState } from './stop-rules.js';

/** One run of the version, as monitoring sees it. */
export interface MonitoredRun {
  studyId: string;
  state: 'flagged' | 'notFlagged' | 'notEvaluable' | 'failed' | 'unreadable';
  /** Day of its end, YYYY-MM-DD in the zone of the site. */
  day: string;
  site: string | null;
  scanner: string | null;
  reason: string | null;
  /** The score that its first finding came from; null where there is none. */
  score: number | null;
  /** Milliseconds by part, `total` among them. */
  latency: Readonly<Record<string, number>>;
  verdict: 'present' | 'absent' | 'uncertain' | null;
  /** Its flag stood before a radiologist first opened the study; null where it flagged nothing or nobody has. */
  beforeReader: boolean | null;
  /** A critical flag on a study in a band below the one it would have been raised to. */
  wouldMove: boolean;
}

export interface MonitoringInput {
  since: Date;
  until: Date;
  effect: ModelMonitoring['effect'];
  /** The runs whose figures are wanted. */
  group: ModelMonitoring['group'];
  runs: readonly MonitoredRun[];
  /** Scores of the runs that today's are compared with. */
  baselineScores: readonly number[];
  baselineFlagRate: number | null;
  rules: StopRules;
  objectiveP95Ms: number;
  /** State of the stop rules over their own window. */
  ruleStates: readonly RuleState[];
}

const BINS = 10;
const MOST_REASONS = 20;
const DRIFT_DAYS = 7;
const DAY_MS = 86_400_000;
const NOT_STATED = 'not stated';

export function monitoringOf(input: MonitoringInput): ModelMonitoring {
  const { effect, baselineFlagRate } = input;
  const runs = input.runs.filter((run) => isIn(run, input.group));
  const flagged = runs.filter((run) => run.state === 'flagged');
  return {
    since: input.since.toISOString(),
    until: input.until.toISOString(),
    effect,
    group: input.group,
    groups: groupsOf(input),
    days: daysOf(runs, input),
    objectiveP95Ms: input.objectiveP95Ms,
    baseline: baselineFlagRate,
    scores: scoreBins(scoresOf(runs), input.baselineScores),
    latency: latencyByPart(runs),
    rejects: rejectsByReason(runs),
    verdicts: verdictsOf(runs),
    beatTheReader: beatTheReader(runs),
    counterfactual:
      effect === 'shadow'
        ? { flagged: flagged.length, wouldHaveMoved: runs.filter((run) => run.wouldMove).length }
        : null,
    stopRules: [...input.ruleStates],
  };
}

/** The stop rules over the runs of their window. `allFlags`: judged flags of the whole life of the version. */
export function ruleStatesOf(
  rules: StopRules,
  runs: readonly MonitoredRun[],
  more: { baseline: number | null; objectiveP95Ms: number; present: number; absent: number },
): RuleState[] {
  const total = latencyByPart(runs).find((part) => part.part === 'total');
  return judgeStopRules(rules, {
    flags: flagRate(runs),
    baseline: more.baseline,
    scanners: split(runs, (run) => run.scanner).map(([name, of]) => ({ name, flags: flagRate(of) })),
    rejects: rejectRate(runs),
    ppv: proportion(more.present, more.present + more.absent),
    p95Ms: total?.p95Ms ?? null,
    objectiveP95Ms: more.objectiveP95Ms,
  });
}

function isIn(run: MonitoredRun, { by, name }: ModelMonitoring['group']): boolean {
  return by === 'all' || (run[by] ?? NOT_STATED) === name;
}

function groupsOf({ runs, baselineScores, rules }: MonitoringInput): MonitoredGroup[] {
  const group = (by: MonitoredGroup['by'], name: string, of: readonly MonitoredRun[]): MonitoredGroup => {
    return {
      by,
      name,
      runs: of.filter(hasResult).length,
      flagRate: flagRate(of),
      rejectRate: rejectRate(of),
      psi: driftOf(scoresOf(of), baselineScores, rules),
    };
  };
  return [
    group('all', 'All', runs),
    ...split(runs, (run) => run.site).map(([name, of]) => group('site', name, of)),
    ...split(runs, (run) => run.scanner).map(([name, of]) => group('scanner', name, of)),
  ];
}

function split(
  runs: readonly MonitoredRun[],
  nameOf: (run: MonitoredRun) => string | null,
): [string, MonitoredRun[]][] {
  const groups = new Map<string, MonitoredRun[]>();
  for (const run of runs) {
    const name = nameOf(run) ?? NOT_STATED;
    const group = groups.get(name);
    if (group) group.push(run);
    else groups.set(name, [run]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function hasResult(run: MonitoredRun): boolean {
  return run.state === 'flagged' || run.state === 'notFlagged';
}

export function flagRate(runs: readonly MonitoredRun[]) {
  return proportion(runs.filter((run) => run.state === 'flagged').length, runs.filter(hasResult).length);
}

export function rejectRate(runs: readonly MonitoredRun[]) {
  return proportion(runs.filter((run) => !hasResult(run)).length, runs.length);
}

function scoresOf(runs: readonly MonitoredRun[]): number[] {
  return runs.flatMap((run) => (run.score === null ? [] : [run.score]));
}

/** Ten bins from the lowest to the highest score of both. */
export function scoreBins(now: readonly number[], baseline: readonly number[]): ModelMonitoring['scores'] {
  let [low, high] = [Infinity, -Infinity];
  for (const score of [...now, ...baseline]) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  if (low > high) return [];
  if (low >= 0 && high <= 1) [low, high] = [0, 1];
  const width = (high - low) / BINS || 1;
  const bins = Array.from({ length: BINS }, (_, bin) => ({
    from: low + bin * width,
    to: low + (bin + 1) * width,
    now: 0,
    baseline: 0,
  }));
  const binOf = (score: number) => bins[Math.min(BINS - 1, Math.floor((score - low) / width))];
  for (const score of now) (binOf(score) ?? { now: 0 }).now += 1;
  for (const score of baseline) (binOf(score) ?? { baseline: 0 }).baseline += 1;
  return bins;
}

function daysOf(runs: readonly MonitoredRun[], input: MonitoringInput): MonitoredDay[] {
  const { baselineFlagRate: baseline, baselineScores, rules } = input;
  const byDay = split(runs, (run) => run.day);
  return byDay.map(([day, of]) => {
    const results = of.filter(hasResult);
    const times = timesOf(of, 'total');
    const recent = byDay.filter(([other]) => other <= day && daysBetween(other, day) < DRIFT_DAYS);
    const scores = scoresOf(recent.flatMap(([, others]) => others));
    return {
      day,
      runs: results.length,
      flagged: results.filter((run) => run.state === 'flagged').length,
      noResult: of.length - results.length,
      ...(baseline === null
        ? { low: 0, high: 1 }
        : controlLimits(baseline, results.length, rules.flagRateSigmas)),
      medianMs: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      psi: driftOf(scores, baselineScores, rules),
    };
  });
}

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

/** Null where too few scores speak. */
function driftOf(
  scores: readonly number[],
  baseline: readonly number[],
  { minimumRuns }: StopRules,
): number | null {
  if (scores.length < minimumRuns) return null;
  const bins = scoreBins(scores, baseline);
  return stabilityIndex(
    bins.map((bin) => bin.now),
    bins.map((bin) => bin.baseline),
  );
}

const PARTS = ['wait', 'read', 'decode', 'preprocess', 'run', 'postprocess', 'encode', 'store', 'total'];

function latencyByPart(runs: readonly MonitoredRun[]): ModelMonitoring['latency'] {
  return PARTS.flatMap((part) => {
    const times = timesOf(runs, part);
    if (times.length === 0) return [];
    return [{ part, medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95), n: times.length }];
  });
}

/** Milliseconds that the part took, the shortest first. */
export function timesOf(runs: readonly MonitoredRun[], part: string): number[] {
  return runs.flatMap((run) => run.latency[part] ?? []).sort((a, b) => a - b);
}

/** Flags that stood before a radiologist first opened the study, of those on studies that one has opened. */
export function beatTheReader(runs: readonly MonitoredRun[]): Proportion {
  const opened = runs.filter((run) => run.state === 'flagged' && run.beforeReader !== null);
  return proportion(opened.filter((run) => run.beforeReader).length, opened.length);
}

/** Of sorted values, nearest rank; 0 where there are none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function rejectsByReason(runs: readonly MonitoredRun[]): ModelMonitoring['rejects'] {
  return split(
    runs.filter((run) => !hasResult(run)),
    (run) => run.reason,
  )
    .map(([reason, of]) => ({ reason, count: of.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_REASONS);
}

export function verdictsOf(
  runs: readonly Pick<MonitoredRun, 'state' | 'verdict'>[],
): ModelMonitoring['verdicts'] {
  const count = (state: string, verdict: MonitoredRun['verdict']) =>
    runs.filter((run) => run.state === state && run.verdict === verdict).length;
  const cell = (state: string) => ({
    present: count(state, 'present'),
    absent: count(state, 'absent'),
    notYetJudged: count(state, null),
  });
  const [flagged, notFlagged] = [cell('flagged'), cell('notFlagged')];
  // While readers judge flags alone, the one would be 1 and the other 0 whatever the model is worth.
  const bothJudged = flagged.present + flagged.absent > 0 && notFlagged.present + notFlagged.absent > 0;
  const ofJudged = (count: number, of: number) => (bothJudged ? proportion(count, of) : proportion(0, 0));
  return {
    flagged,
    notFlagged,
    uncertain: runs.filter((run) => run.verdict === 'uncertain').length,
    ppv: proportion(flagged.present, flagged.present + flagged.absent),
    sensitivity: ofJudged(flagged.present, flagged.present + notFlagged.present),
    specificity: ofJudged(notFlagged.absent, notFlagged.absent + flagged.absent),
  };
}
