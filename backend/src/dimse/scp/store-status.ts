import type { InstanceOutcome } from '../../ingest/index.js';
import { comment, STATUS } from '../protocol/status.js';
import { OUT_OF_RESOURCES, REFUSED_STATUS } from '../statuses.js';

export interface StoreStatus {
  status: number;
  comment: string | undefined;
}

export function statusOf(outcome: InstanceOutcome): StoreStatus {
  if (outcome.status !== 'refused') return { status: STATUS.success, comment: undefined };
  return { status: REFUSED_STATUS[outcome.code], comment: comment(`${outcome.code}: ${outcome.reason}`) };
}

/** The store failed on our side; the sender should try again later. */
export function failureStatus(reason = 'Out of resources'): StoreStatus {
  return { status: OUT_OF_RESOURCES, comment: comment(`${reason}; send again later`) };
}
