import type { IntervalExclusion, StageId } from '@firstread/contract';
import { groupBy } from '../../platform/index.js';
import type { DepartmentPlan } from './department.js';
import type { EmptyOrder } from './draw.js';
import { accountOf, personOf } from './names.js';
import type { DepartmentReadings } from './read.js';
import type { ReadStudy } from './story.js';

const SHARES = { median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** What a stage took in truth; seconds. */
export interface StageTruth {
  n: number;
  open: number;
  fallbacks: number;
  excluded: Partial<Record<IntervalExclusion, number>>;
  quantiles: Record<keyof typeof SHARES, number> | null;
  max: number | null;
}

/** How a model version did in truth. */
export interface ModelTruth {
  modelId: string;
  version: string;
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
  failed: number;
  /** Studies of which it gave an alert. */
  alerts: number;
}

/** What is known of a synthetic department, because it was made so. */
export interface DepartmentTruth {
  synthetic: true;
  plan: DepartmentPlan;
  /** ISO 8601. */
  from: string;
  until: string;
  studies: number;
  cancelledOrders: number;
  /** Performed as the RIS knows, and without images. */
  lostOrders: number;
  scheduledOrders: number;
  stages: Partial<Record<StageId, StageTruth>>;
  models: ModelTruth[];
  /** Of the studies that a model looked at. */
  flaggedShare: number;
  /** Mean minutes that those with what a model looks for waited, and would have waited without AI. */
  diseased: { studies: number; waitMinutes: number; waitWithoutAiMinutes: number };
  utilisation: number;
  /** Of each reader who took anything by their own hand, among two studies or more. */
  choices: ReaderChoices[];
}

export interface ReaderChoices {
  /** The account. */
  readerId: string;
  choices: number;
  /** Of them, those that were not the first that "next" could have given. */
  outOfOrder: number;
  /** Studies that the reader skipped of their own accord. */
  skips: number;
}

export const TRUE_STAGES = [
  'orderToArrival',
  'transmission',
  'wait',
  'read',
  'reportTurnaround',
  'finalTurnaround',
  'orderToFinal',
  'preliminaryToFinal',
  'aiLatency',
] as const satisfies StageId[];
type TrueStage = (typeof TRUE_STAGES)[number];

/** One interval as it was in truth; null where it has not begun. */
type TrueInterval = {
  startMs: number;
  endMs: number | null;
  fallback?: boolean;
  excluded?: IntervalExclusion | null;
} | null;

/** Stages from the times that were drawn, without any event. */
function intervalsOf(study: ReadStudy, startMs: number): Record<TrueStage, TrueInterval> {
  const at = (minutes: number | null) => (minutes === null ? null : Math.round(startMs + minutes * 60_000));
  const [ordered, ready, opened] = [
    at(study.orderedMinutes),
    at(study.readyMinutes),
    at(study.openedMinutes),
  ];
  const [preliminary, final] = [at(study.preliminaryMinutes), at(study.finalMinutes)];
  const first = preliminary ?? final;
  const exam = examOf(study, startMs);
  const early = (ms: number | null) => ms !== null && exam !== null && ms < exam.ms && !exam.unset;
  const unless = (wrong: boolean): IntervalExclusion | null => (wrong ? 'contradictsOrder' : null);
  const fromExam = (endMs: number | null): TrueInterval =>
    exam
      ? { startMs: exam.ms, endMs, excluded: exam.excluded }
      : { startMs: ready as number, endMs, fallback: true };
  return {
    orderToArrival:
      ordered === null
        ? null
        : { startMs: ordered, endMs: at(study.arrivedMinutes), excluded: unless(exam?.unset ?? false) },
    transmission: exam && { startMs: exam.ms, endMs: ready, excluded: exam.excluded },
    wait: { startMs: ready as number, endMs: opened },
    read: opened === null ? null : { startMs: opened, endMs: first, excluded: unless(early(first)) },
    reportTurnaround: fromExam(first),
    finalTurnaround: fromExam(final),
    orderToFinal:
      ordered === null ? null : { startMs: ordered, endMs: final, excluded: unless(early(final)) },
    preliminaryToFinal:
      preliminary === null
        ? null
        : { startMs: preliminary, endMs: final, excluded: unless(early(preliminary) || early(final)) },
    aiLatency: aiLatencyOf(study, startMs),
  };
}

/** As the clock of the modality told it, to the second; null where it said nothing. */
function examOf(
  { clock, examMinutes, orderedMinutes }: ReadStudy,
  startMs: number,
): { ms: number; unset: boolean; excluded: IntervalExclusion | null } | null {
  if (clock === 'silent' || orderedMinutes === null) return null;
  const shown = (minutes: number) => Math.floor((startMs + minutes * 60_000) / 1000) * 1000;
  if (clock === 'unset') return { ms: 0, unset: true, excluded: 'before1990' };
  if (clock === 'ahead') return { ms: shown(examMinutes + 1500), unset: false, excluded: 'future' };
  return { ms: shown(examMinutes), unset: false, excluded: null };
}

function aiLatencyOf({ run, readyMinutes }: ReadStudy, startMs: number): TrueInterval {
  if (!run) return null;
  const at = (minutes: number) => Math.round(startMs + minutes * 60_000);
  return { startMs: at(readyMinutes), endMs: at(run.finishedMinutes) };
}

export function truthOf(
  plan: DepartmentPlan,
  startMs: number,
  made: { studies: readonly ReadStudy[]; orders: readonly EmptyOrder[]; readings: DepartmentReadings },
): DepartmentTruth {
  const { studies, orders, readings } = made;
  const ordersOf = (status: EmptyOrder['status']) => orders.filter((one) => one.status === status).length;
  const untilMs = startMs + plan.days * 86_400_000;
  const intervals = studies.map((study) => intervalsOf(study, startMs));
  const stages = Object.fromEntries(
    TRUE_STAGES.map((stage) => [
      stage,
      stageTruth(
        intervals.map((one) => one[stage]),
        untilMs,
        stage === 'orderToArrival' || stage === 'orderToFinal'
          ? { cancelled: ordersOf('discontinued'), open: ordersOf('scheduled') + ordersOf('completed') }
          : { cancelled: 0, open: 0 },
      ),
    ]),
  );
  const eligible = studies.filter(({ run }) => run !== null);
  const { busyMinutes, staffedMinutes } = readings.withAi;
  return {
    synthetic: true,
    plan,
    from: new Date(startMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    studies: studies.length,
    cancelledOrders: ordersOf('discontinued'),
    lostOrders: ordersOf('completed'),
    scheduledOrders: ordersOf('scheduled'),
    stages,
    models: modelTruths(studies),
    flaggedShare:
      eligible.filter(({ run }) => run?.state === 'flagged').length / Math.max(1, eligible.length),
    diseased: diseasedTruth(studies, readings),
    utilisation: busyMinutes / staffedMinutes,
    choices: choicesTruth(plan.seed, readings),
  };
}

function choicesTruth(
  seed: number,
  { choices, skips }: Pick<DepartmentReadings, 'choices' | 'skips'>,
): ReaderChoices[] {
  const made = groupBy(
    choices.filter(({ of }) => of > 1),
    ({ person }) => person,
  );
  return [...made].map(([person, own]) => ({
    readerId: accountOf(personOf(seed, person)),
    choices: own.length,
    outOfOrder: own.filter(({ place }) => place > 1).length,
    skips: skips.filter((skip) => skip.person === person).length,
  }));
}

/** `empty`: orders without images. */
function stageTruth(
  intervals: readonly TrueInterval[],
  untilMs: number,
  empty: { cancelled: number; open: number },
): StageTruth {
  const excluded: StageTruth['excluded'] = empty.cancelled > 0 ? { cancelled: empty.cancelled } : {};
  const seconds: number[] = [];
  let [open, fallbacks] = [empty.open, 0];
  for (const one of intervals) {
    if (!one) continue;
    const ended = one.endMs !== null && one.endMs < untilMs;
    if (one.excluded) excluded[one.excluded] = (excluded[one.excluded] ?? 0) + 1;
    else if (!ended) open += 1;
    else {
      seconds.push(((one.endMs as number) - one.startMs) / 1000);
      fallbacks += one.fallback ? 1 : 0;
    }
  }
  seconds.sort((a, b) => a - b);
  const rank = (share: number) => seconds[Math.floor(share * (seconds.length - 1))] as number;
  return {
    n: seconds.length,
    open,
    fallbacks,
    excluded,
    quantiles:
      seconds.length === 0
        ? null
        : (Object.fromEntries(
            Object.entries(SHARES).map(([name, share]) => [name, rank(share)]),
          ) as StageTruth['quantiles']),
    max: seconds.at(-1) ?? null,
  };
}

function modelTruths(studies: readonly ReadStudy[]): ModelTruth[] {
  const truths = new Map<string, ModelTruth>();
  for (const { run, alert } of studies) {
    if (!run) continue;
    const { modelId } = run.model;
    const key = `${modelId} ${run.version}`;
    const truth = truths.get(key) ?? {
      modelId,
      version: run.version,
      truePositive: 0,
      falsePositive: 0,
      trueNegative: 0,
      falseNegative: 0,
      failed: 0,
      alerts: 0,
    };
    truths.set(key, truth);
    if (alert) truth.alerts += 1;
    if (run.state === 'failed') truth.failed += 1;
    else if (run.state === 'flagged') truth[run.positive ? 'truePositive' : 'falsePositive'] += 1;
    else truth[run.positive ? 'falseNegative' : 'trueNegative'] += 1;
  }
  return [...truths.values()];
}

/** Studies that were read in both cases. */
function diseasedTruth(
  studies: readonly ReadStudy[],
  { withAi, withoutAi }: DepartmentReadings,
): DepartmentTruth['diseased'] {
  const both = studies.flatMap(({ diseased }, at) =>
    diseased && !withAi.open[at] && !withoutAi.open[at] ? [at] : [],
  );
  const mean = (waits: Float64Array) =>
    both.reduce((sum, at) => sum + (waits[at] as number), 0) / Math.max(1, both.length);
  return {
    studies: both.length,
    waitMinutes: mean(withAi.waitMinutes),
    waitWithoutAiMinutes: mean(withoutAi.waitMinutes),
  };
}
