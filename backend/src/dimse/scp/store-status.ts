import type { InstanceOutcome, RefusalCode } from '../../ingest/index.js';
import { comment } from '../protocol/status.js';

/** C-STORE statuses (PS3.4 table B.2-1 and PS3.7 annex C). */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  NOT_DICOM: 0xc000,
  CORRUPT: 0xc000,
  TRUNCATED: 0xc000,
  MISSING_UID: 0xa900,
  INVALID_UID: 0xa900,
  UNSUPPORTED_TRANSFER_SYNTAX: 0x0122,
  UID_COLLISION: 0x0111,
  PATIENT_MISMATCH: 0xc001,
  WRONG_STUDY: 0xa900,
  TOO_LARGE: 0xa700,
};

const SUCCESS = 0x0000;

export interface StoreStatus {
  status: number;
  comment: string | undefined;
}

export function statusOf(outcome: InstanceOutcome): StoreStatus {
  if (outcome.status !== 'refused') return { status: SUCCESS, comment: undefined };
  return { status: STATUS[outcome.code], comment: comment(`${outcome.code}: ${outcome.reason}`) };
}

/** The store failed on our side; the sender should try again later. */
export function failureStatus(reason = 'Out of resources'): StoreStatus {
  return { status: 0xa700, comment: comment(`${reason}; send again later`) };
}
