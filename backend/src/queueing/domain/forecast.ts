import type { Department, ExpectedWait, OrderClass, ReadingRules } from '@firstread/contract';
import type { RulesInForce } from '../../triage/index.js';
import { exponential, type Random } from './draw.js';
import { groupBits } from './groups.js';
import { alwaysAtWork, flagsOf, ORDER_CLASSES, type Load } from './load.js';
import { fifoWait, nonPreemptiveWaits, utilisation, type Pool } from './reader-pool.js';
import { NO_FLAG, readingOrderOf, type ReadingOrder, type TargetProfile } from './reading-order.js';
import { tooBusy } from './refusals.js';
import { simulate, type Readings } from './simulate.js';
import { memberOf, waitsOf } from './waits.js';

/** Enough for means within some per cent at the utilisations that departments run at. */
const STUDIES = 20_000;
/** The simulation begins with an empty list; its first studies say nothing of a running department. */
const WARM_UP = 1_000;

export interface WaitForecast {
  utilisation: number;
  fifoMinutes: number | null;
  before: ExpectedWait[];
  after: ExpectedWait[];
}

/**
 * What waits to expect under the rules in force and under proposed ones, with the same arrivals. The formula is that of
 * priorities without interruption (Kella and Yechiali 1985) and knows no targets; the simulation runs the policy
 * and shows what targets do. `random` gives numbers in [0, 1).
 */
export function forecastWaits(
  department: Department,
  profiles: readonly TargetProfile[],
  rules: { before: RulesInForce; after: RulesInForce },
  random: Random,
): WaitForecast {
  const load = drawDepartment(STUDIES, department, profiles, random);
  const all = [{ rate: department.arrivalsPerHour / 60 }];
  const of = (inForce: RulesInForce) => expectedWaits(department, load, inForce.rules);
  return {
    utilisation: utilisation(all, department),
    fifoMinutes: steadyFifo(department),
    before: of(rules.before),
    after: of(rules.after),
  };
}

function expectedWaits(department: Department, load: Load, rules: ReadingRules): ExpectedWait[] {
  const order = readingOrderOf({ kind: 'rules', rules }, load.profiles, load.ranks);
  const readings = simulate(load, {
    order,
    shifts: alwaysAtWork(department.readers),
    interrupts: false,
    untilMinutes: Number.POSITIVE_INFINITY,
  });
  const formula = formulaWaits(department, rules);
  return (['stat', 'flagged', 'unflagged', 'all'] as const).map((kind) => ({
    kind,
    formulaMinutes: formula?.[kind] ?? null,
    ...summary(load, readings, order, memberOfKind(load, kind)),
  }));
}

/** STAT studies are a kind of their own, flagged or not. */
function memberOfKind(load: Load, kind: ExpectedWait['kind']): (study: number) => boolean {
  const [member, stat] = [memberOf(load, kind), memberOf(load, 'stat')];
  return kind === 'flagged' || kind === 'unflagged'
    ? (study) => member(study) && !stat(study)
    : (study) => member(study);
}

function steadyFifo(department: Department): number | null {
  const all = [{ rate: department.arrivalsPerHour / 60 }];
  const wait = fifoWait(all, department);
  return wait.known && !tooBusy(utilisation(all, department)) ? wait.value : null;
}

/** STAT, flagged and the rest as classes of one pool; where suspicions rank with STAT, the first two are one. */
function formulaWaits(
  department: Department,
  { suspicionRank }: ReadingRules,
): Record<ExpectedWait['kind'], number> | null {
  const { statShare, flaggedShare, arrivalsPerHour } = department;
  const perMinute = arrivalsPerHour / 60;
  const stat = statShare * perMinute;
  const flagged = (perMinute - stat) * flaggedShare;
  const rest = perMinute - stat - flagged;
  const pool: Pool = department;
  const together = suspicionRank === 'withStat';
  const rates = together ? [stat + flagged, rest] : [stat, flagged, rest];
  const waits = nonPreemptiveWaits(
    rates.map((rate) => ({ rate })),
    pool,
  );
  const fifo = steadyFifo(department);
  if (!waits.known || fifo === null) return null;
  const [first = 0, second = 0, third = 0] = waits.value;
  return {
    stat: first,
    flagged: together ? first : second,
    unflagged: together ? second : third,
    all: fifo,
  };
}

function summary(
  load: Load,
  readings: Readings,
  order: ReadingOrder,
  belongs: (study: number) => boolean,
): Omit<ExpectedWait, 'kind' | 'formulaMinutes'> {
  const counted = (study: number) => study >= WARM_UP && belongs(study);
  const waits = waitsOf(load, readings, counted);
  if (!waits) return { meanMinutes: 0, p99Minutes: 0, overdueShare: 0, studies: 0 };
  const flagged = memberOf(load, 'flagged');
  const overdue = readings.openedMinutes.reduce((sum, opened, study) => {
    if (!counted(study)) return sum;
    const { dueMinutes } = order.place({
      study,
      orderClass: ORDER_CLASSES[load.orderClass[study] as number] ?? 'routine',
      profile: load.profile[study] as number,
      readyMinutes: load.readyMinutes[study] as number,
      tier: flagged(study) ? 0 : NO_FLAG,
      overdue: false,
    });
    return sum + (opened > dueMinutes ? 1 : 0);
  }, 0);
  return {
    meanMinutes: waits.mean,
    p99Minutes: waits.quantiles.p99 ?? waits.max,
    overdueShare: overdue / waits.studies,
    studies: waits.studies,
  };
}

/** Poisson arrivals with exponential reading times; each study gets one of the profiles at random. STAT is not flagged. */
export function drawDepartment(
  count: number,
  { arrivalsPerHour, readMinutes, statShare, urgentShare, flaggedShare }: Department,
  profiles: readonly TargetProfile[],
  random: Random,
): Load {
  let minutes = 0;
  const studies = Array.from({ length: count }, () => {
    minutes += exponential(60 / arrivalsPerHour, random);
    const at = random();
    const orderClass: OrderClass =
      at < statShare ? 'stat' : at < statShare + urgentShare ? 'urgent' : 'routine';
    const flagged = orderClass !== 'stat' && random() < flaggedShare;
    const profile = Math.floor(random() * profiles.length);
    return { ready: minutes, orderClass, flagged, profile, read: exponential(readMinutes, random) };
  });
  return {
    readyMinutes: Float64Array.from(studies, ({ ready }) => ready),
    readMinutes: Float64Array.from(studies, ({ read }) => read),
    orderClass: Uint8Array.from(studies, ({ orderClass }) => ORDER_CLASSES.indexOf(orderClass)),
    profile: Uint32Array.from(studies, ({ profile }) => profile),
    groups: Uint16Array.from(studies, ({ orderClass, flagged }) =>
      groupBits({ orderClass, eligible: true, flagged, condition: null, missed: false }),
    ),
    condition: new Int16Array(count).fill(-1),
    flags: flagsOf(
      studies.flatMap(({ flagged, ready }, study) =>
        flagged ? [{ study, atMinutes: ready, model: 0 }] : [],
      ),
    ),
    profiles,
    conditions: [],
    ranks: [1],
  };
}
