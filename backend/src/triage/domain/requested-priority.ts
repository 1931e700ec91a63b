import type { OrderClass } from '@firstread/contract';

const classes: Readonly<Record<string, OrderClass>> = {
  STAT: 'stat',
  HIGH: 'urgent',
  URGENT: 'urgent',
  MEDIUM: 'routine',
  ROUTINE: 'routine',
  LOW: 'routine',
};

/**
 * Order class of Requested Procedure Priority (0040,1003), whose defined terms are STAT, HIGH, ROUTINE,
 * MEDIUM and LOW (PS3.3 table C.4-11). Undefined where it says nothing known.
 */
export function orderClassOf(requestedPriority: string | null): OrderClass | undefined {
  return classes[(requestedPriority ?? '').trim().toUpperCase()];
}

const urgency: readonly OrderClass[] = ['stat', 'urgent', 'routine'];

/** The more urgent of two classes. */
export function moreUrgent(a: OrderClass, b: OrderClass): OrderClass {
  return urgency.indexOf(a) <= urgency.indexOf(b) ? a : b;
}
