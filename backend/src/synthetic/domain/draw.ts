import type { OrderClass } from '@firstread/contract';
import { exponential, logNormal, pick, type Random } from '../../queueing/index.js';
import {
  arrivalsPerHour,
  KINDS,
  SITES,
  type DepartmentPlan,
  type PlannedModel,
  type StudyKind,
} from './department.js';

/** What a model made of a study. */
export interface SyntheticRun {
  model: PlannedModel;
  version: string;
  startedMinutes: number;
  finishedMinutes: number;
  state: 'flagged' | 'notFlagged' | 'failed';
  positive: boolean;
}

/** What the clock of a modality did: told the time, said nothing, stood at its beginning, or ran a day ahead. */
export type ModalityClock = 'right' | 'silent' | 'unset' | 'ahead';

/** A study before anybody reads it. Minutes from the beginning. */
export interface DrawnStudy {
  kind: StudyKind;
  site: string;
  bodyPart: string;
  orderClass: OrderClass;
  /** Null where its images came without an order. */
  orderedMinutes: number | null;
  arrivedMinutes: number;
  examMinutes: number;
  clock: ModalityClock;
  firstInstanceMinutes: number;
  lastInstanceMinutes: number;
  readyMinutes: number;
  readMinutes: number;
  /** Has what its model looks for. */
  diseased: boolean;
  run: SyntheticRun | null;
}

/** An order of which no images are there: nobody performed it, it is yet to be, or its images were lost. */
export interface EmptyOrder {
  modality: string;
  orderClass: OrderClass;
  orderedMinutes: number;
  /** How it stands at the end; the RIS calls `completed` what it knows to be performed. */
  status: 'scheduled' | 'completed' | 'discontinued';
  /** When it came to that; `scheduled`: when it is to be performed, beyond the end. */
  atMinutes: number;
}

const UNORDERED = 0.03;
const CANCELLED = 0.03;
const LOST = 0.003;
/** Beyond the end orders are drawn for so many days. */
const AHEAD_DAYS = 2;
const CLOCKS: readonly (readonly [ModalityClock, number])[] = [
  ['silent', 0.08],
  ['unset', 0.003],
  ['ahead', 0.002],
  ['right', 1],
];
/** From order to arrival. */
const ACCESS: Readonly<Record<OrderClass, number>> = { stat: 25, urgent: 150, routine: 2400 };
const SETTLING = 1;
const PLANNED = 0.05;
const HOURS_OF_WEEK = 168;

/** Studies in the order in which they can be read. `startHour` is the hour of the week of the beginning. */
export function drawStudies(plan: DepartmentPlan, startHour: number, random: Random): DrawnStudy[] {
  const rates = arrivalsPerHour(plan.studiesPerDay);
  const studies: DrawnStudy[] = [];
  for (let hour = 0; hour < plan.days * 24; hour++) {
    const rate = rates[(startHour + hour) % HOURS_OF_WEEK] ?? 0;
    let ready = hour * 60 + exponential(60 / rate, random);
    for (; ready < (hour + 1) * 60; ready += exponential(60 / rate, random))
      studies.push(drawStudy(plan, ready, random));
  }
  return studies;
}

/** Orders that were discontinued, and some that were performed and whose images never came. */
export function drawEmptyOrders(studies: readonly DrawnStudy[], random: Random): EmptyOrder[] {
  const some = (share: number, status: EmptyOrder['status']) =>
    studies
      .filter(() => random() < share)
      .map(({ kind, orderClass, readyMinutes: atMinutes }) => {
        const orderedMinutes = atMinutes - exponential(600, random);
        return { modality: kind.modality, orderClass, orderedMinutes, status, atMinutes };
      });
  return [...some(CANCELLED, 'discontinued'), ...some(LOST, 'completed')];
}

/** Orders that were placed before the end, of patients who come after it. */
export function drawScheduled(plan: DepartmentPlan, startHour: number, random: Random): EmptyOrder[] {
  const endMinutes = plan.days * 1440;
  const hour = (startHour + plan.days * 24) % HOURS_OF_WEEK;
  return drawStudies({ ...plan, days: AHEAD_DAYS }, hour, random).flatMap((study) => {
    const { kind, orderClass, orderedMinutes, arrivedMinutes } = study;
    if (orderedMinutes === null || orderedMinutes >= 0 || arrivedMinutes < 0) return [];
    return [
      {
        modality: kind.modality,
        orderClass,
        orderedMinutes: endMinutes + orderedMinutes,
        status: 'scheduled',
        atMinutes: endMinutes + arrivedMinutes,
      },
    ];
  });
}

function drawStudy(plan: DepartmentPlan, readyMinutes: number, random: Random): DrawnStudy {
  const kind = oneOf(
    KINDS.map((one) => [one, one.share] as const),
    random,
  );
  const bodyPart = oneOf(kind.bodyParts, random);
  const orderClass = drawClass(kind, random());
  const lastInstanceMinutes = readyMinutes - SETTLING - random();
  const firstInstanceMinutes = lastInstanceMinutes - exponential(3, random);
  const examMinutes = firstInstanceMinutes - logNormal(4, 0.8, random);
  const arrivedMinutes = examMinutes - logNormal(15, 0.5, random);
  const access = logNormal(ACCESS[orderClass], 1, random);
  const model = plan.models.find((one) => one.modality === kind.modality && one.bodyPart === bodyPart);
  const diseased = model !== undefined && random() < model.prevalence;
  return {
    kind,
    bodyPart,
    site: oneOf(SITES, random),
    orderClass,
    orderedMinutes: random() < UNORDERED ? null : arrivedMinutes - access,
    arrivedMinutes,
    examMinutes,
    clock: oneOf(CLOCKS, random),
    firstInstanceMinutes,
    lastInstanceMinutes,
    readyMinutes,
    readMinutes: Math.max(0.1, logNormal(kind.read.meanMinutes, kind.read.cv, random)),
    diseased,
    run: model ? drawRun(plan, model, { readyMinutes, positive: diseased }, random) : null,
  };
}

function drawRun(
  { days }: DepartmentPlan,
  model: PlannedModel,
  { readyMinutes, positive }: { readyMinutes: number; positive: boolean },
  random: Random,
): SyntheticRun {
  const { version, sensitivity, specificity } = model.versions[readyMinutes < (days * 1440) / 2 ? 0 : 1];
  const latency = logNormal(model.latency.meanMinutes, model.latency.cv, random);
  const flags = random() < (positive ? sensitivity : 1 - specificity);
  const failed = random() < model.failed;
  return {
    model,
    version,
    startedMinutes: readyMinutes + PLANNED + 0.2 * latency,
    finishedMinutes: readyMinutes + PLANNED + latency,
    state: failed ? 'failed' : flags ? 'flagged' : 'notFlagged',
    positive,
  };
}

function drawClass({ stat, urgent }: StudyKind, at: number): OrderClass {
  if (at < stat) return 'stat';
  return at < stat + urgent ? 'urgent' : 'routine';
}

/** By their shares, of which the last takes what is left. */
function oneOf<T>(shares: readonly (readonly [T, number])[], random: Random): T {
  const found = pick(shares, ([, share]) => share, random()) ?? shares.at(-1);
  return (found as readonly [T, number])[0];
}
