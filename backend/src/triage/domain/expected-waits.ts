import type { Department, ExpectedWait, ReadingRules } from '@firstread/contract';
import type { RulesInForce } from './policy.js';
import { fifoWait, priorityWaits, utilisation, type Pool } from './queueing.js';
import {
  drawArrivals,
  simulate,
  type Arrival,
  type ArrivalMix,
  type SimulatedReading,
} from './simulation.js';

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
  profiles: ArrivalMix['profiles'],
  rules: { before: RulesInForce; after: RulesInForce },
  start: Date,
  random: () => number,
): WaitForecast {
  const { readers, readMinutes, arrivalsPerHour, statShare, urgentShare, flaggedShare } = department;
  const mix = {
    arrivalsPerHour,
    readMinutes,
    flaggedShare,
    shares: { stat: statShare, urgent: urgentShare },
    profiles,
  };
  const arrivals = drawArrivals(STUDIES, mix, start, random);
  const all = [{ rate: arrivalsPerHour / 60 }];
  const pool = { readers, readMinutes };
  const of = (inForce: RulesInForce) => expectedWaits(department, arrivals, inForce);
  return {
    utilisation: utilisation(all, pool),
    fifoMinutes: fifoWait(all, pool),
    before: of(rules.before),
    after: of(rules.after),
  };
}

function expectedWaits(
  department: Department,
  arrivals: readonly Arrival[],
  rules: RulesInForce,
): ExpectedWait[] {
  const readings = simulate(arrivals, department.readers, rules).slice(WARM_UP);
  const formula = formulaWaits(department, rules.rules);
  return (['stat', 'flagged', 'unflagged', 'all'] as const).map((kind) =>
    summary(
      kind,
      formula?.[kind] ?? null,
      readings.filter(({ arrival }) => kind === 'all' || kindOf(arrival) === kind),
    ),
  );
}

function kindOf({ facts }: Arrival): 'stat' | 'flagged' | 'unflagged' {
  if (facts.orderClass === 'stat') return 'stat';
  return facts.suspicions.length > 0 ? 'flagged' : 'unflagged';
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
  const waits = priorityWaits(
    rates.map((rate) => ({ rate })),
    pool,
  );
  const fifo = fifoWait([{ rate: perMinute }], pool);
  if (!waits || fifo === null) return null;
  const [first = 0, second = 0, third = 0] = waits;
  return {
    stat: first,
    flagged: together ? first : second,
    unflagged: together ? second : third,
    all: fifo,
  };
}

function summary(
  kind: ExpectedWait['kind'],
  formulaMinutes: number | null,
  readings: readonly SimulatedReading[],
): ExpectedWait {
  const waits = readings.map(({ waitMinutes }) => waitMinutes).sort((a, b) => a - b);
  const overdue = readings.filter((reading) => reading.overdue).length;
  const studies = waits.length;
  return {
    kind,
    formulaMinutes,
    meanMinutes: studies === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / studies,
    p99Minutes: waits[Math.max(0, Math.ceil(studies * 0.99) - 1)] ?? 0,
    overdueShare: studies === 0 ? 0 : overdue / studies,
    studies,
  };
}
