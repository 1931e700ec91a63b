import type { Band, OrderClass, Reason } from '@firstread/contract';

/** Version of the rules below; stored with every decision made by them. */
export const POLICY_VERSION = 'order-1';

/** Minutes from ready to due for each order class. */
export const TARGET_MINUTES: Readonly<Record<OrderClass, number>> = { stat: 30, urgent: 120, routine: 1440 };

/** Minutes from ready to due once a model suspects a critical finding. */
export const SUSPICION_TARGET_MINUTES = 60;

const bandOfClass: Readonly<Record<OrderClass, Band>> = { stat: 0, urgent: 2, routine: 3 };

export type OrderSource = 'default' | 'images' | 'person';

/** A flag that a model raised and that still stands. */
export interface Suspicion {
  modelId: string;
  modelName: string;
  modelVersion: string;
  label: string;
  /** Made before the images that arrived last. It keeps its effect until the new run is done. */
  stale: boolean;
}

export interface TriageFacts {
  orderClass: OrderClass;
  orderSource: OrderSource;
  /** When the study was complete and could first be read. */
  readyAt: Date;
  /** Critical suspicions only. */
  suspicions: readonly Suspicion[];
}

export interface TriageDecision {
  band: Band;
  dueAt: Date;
  overdue: boolean;
  reasons: Reason[];
}

/**
 * The place of a study in the reading order, with the reasons. Pure: the same facts at the same time give
 * the same decision. A suspicion can lower neither band nor urgency and never reaches band 0, which is a
 * human's STAT alone; an overdue study joins band 1.
 */
export function decide(facts: TriageFacts, now: Date): TriageDecision {
  const suspected = facts.suspicions.length > 0;
  const orderDue = facts.readyAt.getTime() + TARGET_MINUTES[facts.orderClass] * 60_000;
  const suspicionDue = facts.readyAt.getTime() + SUSPICION_TARGET_MINUTES * 60_000;
  const due = suspected ? Math.min(orderDue, suspicionDue) : orderDue;
  const overdue = now.getTime() >= due;
  const orderBand = bandOfClass[facts.orderClass];
  const raised = suspected || overdue;
  return {
    band: raised && orderBand > 1 ? 1 : orderBand,
    dueAt: new Date(due),
    overdue,
    reasons: [
      ...facts.suspicions.map(suspicionReason),
      ...(overdue ? [overdueReason(facts, suspected && suspicionDue < orderDue)] : []),
      orderReason(facts),
    ],
  };
}

function suspicionReason(suspicion: Suspicion): Reason {
  const stale = suspicion.stale ? ', from images before the latest' : '';
  return {
    kind: 'ai',
    text: `${suspicion.label} (AI: ${suspicion.modelName} ${suspicion.modelVersion}${stale})`,
    modelId: suspicion.modelId,
    modelVersion: suspicion.modelVersion,
  };
}

function overdueReason(facts: TriageFacts, bySuspicion: boolean): Reason {
  const minutes = bySuspicion ? SUSPICION_TARGET_MINUTES : TARGET_MINUTES[facts.orderClass];
  const target = bySuspicion ? 'an AI suspicion' : `${facts.orderClass} studies`;
  return { kind: 'overdue', text: `Overdue: the target for ${target} is ${formatMinutes(minutes)}` };
}

function orderReason(facts: TriageFacts): Reason {
  const source = {
    default: 'by default',
    images: 'stated in the images',
    person: 'set by a person',
  }[facts.orderSource];
  const target = formatMinutes(TARGET_MINUTES[facts.orderClass]);
  return { kind: 'order', text: `${orderClassName[facts.orderClass]} (${source}), target ${target}` };
}

const orderClassName: Readonly<Record<OrderClass, string>> = {
  stat: 'STAT',
  urgent: 'Urgent',
  routine: 'Routine',
};

function formatMinutes(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
