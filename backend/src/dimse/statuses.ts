/** Statuses that answers carry beyond success, and when: the answers follow from here, as does the conformance statement. */
import { REFUSALS, type RefusalCode } from '../ingest/index.js';
import { STATUS } from './protocol/status.js';

export interface StatusRow {
  operation: string;
  status: number;
  meaning: string;
}

/** C-STORE of what is refused (PS3.4 table B.2-1 and PS3.7 annex C). */
export const REFUSED_STATUS: Readonly<Record<RefusalCode, number>> = {
  NOT_DICOM: 0xc000,
  CORRUPT: 0xc000,
  TRUNCATED: 0xc000,
  MISSING_UID: 0xa900,
  INVALID_UID: 0xa900,
  UNSUPPORTED_TRANSFER_SYNTAX: STATUS.sopClassNotSupported,
  UID_COLLISION: STATUS.duplicateInstance,
  PATIENT_MISMATCH: 0xc001,
  WRONG_STUDY: 0xa900,
  UNKNOWN_STUDY: 0xa900,
  TOO_LARGE: 0xa700,
};

/** Out of resources: the store failed on our side, and the sender should try again later. */
export const OUT_OF_RESOURCES = 0xa700;

const refusedStores = Object.entries(REFUSED_STATUS).map(([code, status]): StatusRow => {
  const words = REFUSALS[code as RefusalCode];
  return { operation: 'C-STORE', status, meaning: `${code}: ${words}` };
});

export const STATUS_ROWS: readonly StatusRow[] = [
  ...refusedStores,
  { operation: 'C-STORE', status: OUT_OF_RESOURCES, meaning: 'Out of resources: send again later' },
  { operation: 'C-FIND', status: STATUS.pending, meaning: 'A match; more may follow' },
  { operation: 'C-FIND', status: STATUS.cancelled, meaning: 'Ended by C-CANCEL' },
  {
    operation: 'C-FIND',
    status: STATUS.identifierDoesNotMatch,
    meaning: 'A key of the levels above, or the level itself, is missing or not valid',
  },
  { operation: 'C-FIND', status: STATUS.unableToProcess, meaning: 'Unable to process' },
  { operation: 'C-MOVE, C-GET', status: STATUS.pending, meaning: 'Sub-operations go on' },
  { operation: 'C-MOVE, C-GET', status: STATUS.cancelled, meaning: 'Ended by C-CANCEL' },
  {
    operation: 'C-MOVE, C-GET',
    status: STATUS.unableToPerform,
    meaning: 'No sub-operation could be performed',
  },
  {
    operation: 'C-MOVE',
    status: STATUS.unknownDestination,
    meaning: 'The destination is no peer that may be sent to',
  },
  {
    operation: 'C-MOVE, C-GET',
    status: STATUS.identifierDoesNotMatch,
    meaning: 'A unique key is missing or not valid',
  },
  {
    operation: 'C-MOVE, C-GET',
    status: STATUS.someFailed,
    meaning: 'Some sub-operations failed; their UIDs are listed',
  },
  { operation: 'N-CREATE', status: STATUS.duplicateInstance, meaning: 'The performed procedure step exists' },
  {
    operation: 'N-CREATE, N-SET',
    status: STATUS.invalidAttribute,
    meaning: 'An attribute has a value that it may not have',
  },
  {
    operation: 'N-CREATE, N-SET',
    status: STATUS.missingAttribute,
    meaning: 'A required attribute is missing',
  },
  {
    operation: 'N-SET',
    status: STATUS.processingFailure,
    meaning: 'The performed procedure step is over and may not be changed',
  },
  { operation: 'N-SET', status: STATUS.noSuchInstance, meaning: 'There is no such performed procedure step' },
  {
    operation: 'N-ACTION',
    status: STATUS.noSuchInstance,
    meaning: 'Not the well-known storage commitment instance',
  },
  { operation: 'N-ACTION', status: STATUS.noSuchAction, meaning: 'No such action type' },
  { operation: 'all', status: STATUS.processingFailure, meaning: 'Processing failed here' },
  { operation: 'all', status: STATUS.notAuthorized, meaning: 'The peer may not do this' },
];
