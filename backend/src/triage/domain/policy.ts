import type { Band, OrderClass, ReadingRules, Reason } from '@firstread/contract';
import { holdReason, holdStands, type StudyHold } from './hold.js';
import { targetOf, type Target, type TargetFacts } from './targets.js';

/** Version of the policy below. With the version of the rules it applied it is stored with every decision. */
export const POLICY_VERSION = 'order-2';

const MINUTE = 60_000;
const bandOfClass: Readonly<Record<OrderClass, Band>> = { stat: 0, urgent: 2, routine: 3 };

/** Who stated the order class. */
export type OrderSource = 'default' | 'images' | 'order' | 'person';

/** A flag that a model raised and that still stands. */
export interface Suspicion {
  modelId: string;
  modelName: string;
  modelVersion: string;
  label: string;
  /** At and above which the model flags; null where it has none or it may not be told. */
  operatingPoint: number | null;
  /** Made before the images that arrived last. It keeps its effect until the new run is done. */
  stale: boolean;
}

export interface TriageFacts extends TargetFacts {
  orderSource: OrderSource;
  /** When the study was complete and could first be read. */
  readyAt: Date;
  /** Critical suspicions only. */
  suspicions: readonly Suspicion[];
  hold: StudyHold | null;
}

/** Rules in force, and their version. */
export interface RulesInForce {
  version: number;
  rules: ReadingRules;
}

export interface TriageDecision {
  band: Band;
  /** The place within the band: earlier is higher. */
  rankAt: Date;
  dueAt: Date;
  overdue: boolean;
  reasons: Reason[];
  policyVersion: string;
}

/** How a decision names the policy and rules it was made by. */
export function policyVersionOf({ version }: Pick<RulesInForce, 'version'>): string {
  return `${POLICY_VERSION}.${version}`;
}

/**
 * The place of a study in the reading order, with the reasons. Pure: the same facts, rules and time give the same
 * decision.
 *
 * - A suspicion lowers neither band nor urgency. It reaches band 0, which is a human's STAT alone, only where a rule in
 *   force says so.
 * - Band 0 is in order of age, so that a STAT is outranked by nothing but an older one. The other bands are in order of
 *   due time.
 * - A study that has waited for the target of its class joins band 1 by its due time. From then on only STAT and what
 *   was due before it goes first: that is the bound on its wait.
 * - A hold gives a reason while it stands, the last of them, and changes neither band nor place nor due time.
 */
export function decide(facts: TriageFacts, { version, rules }: RulesInForce, now: Date): TriageDecision {
  const target = targetOf(facts, rules);
  const { orderClass, readyAt, suspicions } = facts;
  const waiting = {
    orderClass,
    readyMs: readyAt.getTime(),
    suspected: suspicions.length > 0,
    targetMinutes: target.minutes,
  };
  const { band, rankMs, dueMs, overdue } = placeOf(waiting, rules, now.getTime());
  const minutes = (dueMs - waiting.readyMs) / MINUTE;
  const bySuspicion = minutes < target.minutes;
  return {
    band,
    rankAt: new Date(rankMs),
    dueAt: new Date(dueMs),
    overdue,
    reasons: [
      ...facts.suspicions.map((suspicion) => suspicionReason(suspicion, rules)),
      ...(overdue ? [overdueReason(orderClass, minutes, bySuspicion)] : []),
      orderReason(facts, target),
      ...(facts.hold && holdStands(facts.hold, now) ? [holdReason(facts.hold)] : []),
    ],
    policyVersion: policyVersionOf({ version }),
  };
}

/** What the place of a study follows from, its target known. */
export interface WaitingStudy {
  orderClass: OrderClass;
  readyMs: number;
  suspected: boolean;
  targetMinutes: number;
}

export interface Place {
  band: Band;
  /** The place within the band: lower is higher. */
  rankMs: number;
  dueMs: number;
  overdue: boolean;
}

/** The place alone, without reasons; times in milliseconds from whenever, all from the same. */
export function placeOf(study: WaitingStudy, rules: PlaceRules, nowMs: number): Place {
  const { readyMs, suspected, targetMinutes } = study;
  const minutes = suspected ? Math.min(rules.suspicionMinutes, targetMinutes) : targetMinutes;
  const dueMs = readyMs + minutes * MINUTE;
  const overdue = nowMs >= dueMs;
  const band = bandOf(study.orderClass, { suspected, overdue }, rules);
  return { band, rankMs: band === 0 ? readyMs : dueMs, dueMs, overdue };
}

type PlaceRules = Pick<ReadingRules, 'suspicionMinutes' | 'suspicionRank'>;

function bandOf(
  orderClass: OrderClass,
  { suspected, overdue }: { suspected: boolean; overdue: boolean },
  rules: PlaceRules,
): Band {
  const band = bandOfClass[orderClass];
  if (suspected && rules.suspicionRank === 'withStat') return 0;
  return (suspected || overdue) && band > 1 ? 1 : band;
}

function suspicionReason(suspicion: Suspicion, { suspicionRank }: ReadingRules): Reason {
  const { label, modelName, modelId, modelVersion, operatingPoint, stale } = suspicion;
  const model = [
    `AI: ${modelName} ${modelVersion}`,
    ...(operatingPoint === null ? [] : [`operating point ${operatingPoint}`]),
    ...(stale ? ['from images before the latest'] : []),
    ...(suspicionRank === 'withStat' ? ['among STAT by rule'] : []),
  ];
  return { kind: 'ai', text: `${label} (${model.join(', ')})`, modelId, modelVersion };
}

function overdueReason(orderClass: OrderClass, minutes: number, bySuspicion: boolean): Reason {
  const target = bySuspicion ? 'an AI suspicion' : `this ${orderClassName[orderClass]} study`;
  return { kind: 'overdue', text: `Overdue: the target for ${target} is ${formatMinutes(minutes)}` };
}

function orderReason({ orderClass, orderSource }: TriageFacts, { minutes, exception }: Target): Reason {
  const source = {
    default: 'by default',
    images: 'stated in the images',
    order: 'stated in the order',
    person: 'set by a person',
  }[orderSource];
  const of = exception ? ` for ${exceptionName(exception)}` : '';
  return {
    kind: 'order',
    text: `${orderClassName[orderClass]} (${source}), target ${formatMinutes(minutes)}${of}`,
  };
}

function exceptionName({ modality, location, site }: NonNullable<Target['exception']>): string {
  return [modality, location, site].filter((one) => one !== null).join(', ');
}

const orderClassName: Readonly<Record<OrderClass, string>> = {
  stat: 'STAT',
  urgent: 'Urgent',
  routine: 'Routine',
};

function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
