/**
 * What this archive speaks over DIMSE, as data: negotiation follows these tables, and the conformance statement is
 * written from them.
 */
import type { Action, PeerService } from '@firstread/contract';
import {
  ACCEPTED_TRANSFER_SYNTAX_UIDS,
  MESSAGE_TRANSFER_SYNTAX_UIDS,
  STORAGE_SOP_CLASS_UIDS,
} from '../dicom/index.js';

export const SOP_CLASS = {
  verification: '1.2.840.10008.1.1',
  patientRootFind: '1.2.840.10008.5.1.4.1.2.1.1',
  patientRootMove: '1.2.840.10008.5.1.4.1.2.1.2',
  patientRootGet: '1.2.840.10008.5.1.4.1.2.1.3',
  studyRootFind: '1.2.840.10008.5.1.4.1.2.2.1',
  studyRootMove: '1.2.840.10008.5.1.4.1.2.2.2',
  studyRootGet: '1.2.840.10008.5.1.4.1.2.2.3',
  modalityWorklistFind: '1.2.840.10008.5.1.4.31',
  modalityPerformedProcedureStep: '1.2.840.10008.3.1.2.3.3',
  storageCommitmentPushModel: '1.2.840.10008.1.20.1',
} as const;

/** The well-known instance of the storage commitment service (PS3.4 section J.3.5). */
export const STORAGE_COMMITMENT_INSTANCE = '1.2.840.10008.1.20.1.1';

/** A DIMSE service as an SCP offers it. */
export interface ServiceRow {
  service: 'verification' | PeerService;
  title: string;
  operations: readonly string[];
  /** Null: what every peer may do. */
  action: Action | null;
  sopClassUids: readonly string[];
  transferSyntaxUids: readonly string[];
  /** `first`: of those proposed the first that is listed; `best`: the first listed that is proposed. */
  choice: 'first' | 'best';
}

const message = { transferSyntaxUids: MESSAGE_TRANSFER_SYNTAX_UIDS, choice: 'best' } as const;

/** Services that this archive provides (SCP). */
export const SCP_SERVICES: readonly ServiceRow[] = [
  {
    service: 'verification',
    title: 'Verification',
    operations: ['C-ECHO'],
    action: null,
    sopClassUids: [SOP_CLASS.verification],
    ...message,
  },
  {
    service: 'store',
    title: 'Storage',
    operations: ['C-STORE'],
    action: 'study.store',
    sopClassUids: STORAGE_SOP_CLASS_UIDS,
    transferSyntaxUids: ACCEPTED_TRANSFER_SYNTAX_UIDS,
    choice: 'first',
  },
  {
    service: 'query',
    title: 'Query',
    operations: ['C-FIND', 'C-CANCEL'],
    action: 'study.query',
    sopClassUids: [SOP_CLASS.patientRootFind, SOP_CLASS.studyRootFind],
    ...message,
  },
  {
    service: 'retrieve',
    title: 'Retrieve',
    operations: ['C-MOVE', 'C-GET', 'C-CANCEL'],
    action: 'study.retrieve',
    sopClassUids: [
      SOP_CLASS.patientRootMove,
      SOP_CLASS.studyRootMove,
      SOP_CLASS.patientRootGet,
      SOP_CLASS.studyRootGet,
    ],
    ...message,
  },
  {
    service: 'commitment',
    title: 'Storage Commitment Push Model',
    operations: ['N-ACTION', 'N-EVENT-REPORT'],
    action: 'study.commit',
    sopClassUids: [SOP_CLASS.storageCommitmentPushModel],
    ...message,
  },
  {
    service: 'worklist',
    title: 'Modality Worklist',
    operations: ['C-FIND', 'C-CANCEL'],
    action: 'order.read',
    sopClassUids: [SOP_CLASS.modalityWorklistFind],
    ...message,
  },
  {
    service: 'mpps',
    title: 'Modality Performed Procedure Step',
    operations: ['N-CREATE', 'N-SET'],
    action: 'order.perform',
    sopClassUids: [SOP_CLASS.modalityPerformedProcedureStep],
    ...message,
  },
];

/** Services that this archive uses of its peers (SCU). */
export const SCU_SERVICES: readonly {
  title: string;
  operations: readonly string[];
  sopClassUids: readonly string[];
}[] = [
  { title: 'Verification', operations: ['C-ECHO'], sopClassUids: [SOP_CLASS.verification] },
  { title: 'Storage', operations: ['C-STORE'], sopClassUids: STORAGE_SOP_CLASS_UIDS },
  { title: 'Query', operations: ['C-FIND'], sopClassUids: [SOP_CLASS.studyRootFind] },
  { title: 'Retrieve', operations: ['C-MOVE'], sopClassUids: [SOP_CLASS.studyRootMove] },
  {
    title: 'Storage Commitment Push Model (reports, as SCP)',
    operations: ['N-EVENT-REPORT'],
    sopClassUids: [SOP_CLASS.storageCommitmentPushModel],
  },
];

/** Text in answers is UTF-8 (Specific Character Set ISO_IR 192), whatever the request was written in. */
export const ANSWER_CHARACTER_SET = 'ISO_IR 192';

/** Statuses that answers carry beyond success, and when. */
export const STATUS_ROWS: readonly { operation: string; status: number; meaning: string }[] = [
  { operation: 'C-STORE', status: 0x0111, meaning: 'Other content is stored under this SOP Instance UID' },
  { operation: 'C-STORE', status: 0x0122, meaning: 'The transfer syntax is not known' },
  { operation: 'C-STORE', status: 0xa700, meaning: 'Too large, or out of resources: send again later' },
  { operation: 'C-STORE', status: 0xa900, meaning: 'A UID is missing, invalid, or not the one announced' },
  { operation: 'C-STORE', status: 0xc000, meaning: 'The dataset cannot be read' },
  { operation: 'C-STORE', status: 0xc001, meaning: 'The study belongs to another Patient ID' },
  { operation: 'C-FIND', status: 0xff00, meaning: 'A match; more may follow' },
  { operation: 'C-FIND', status: 0xfe00, meaning: 'Ended by C-CANCEL' },
  {
    operation: 'C-FIND',
    status: 0xa900,
    meaning: 'A key of the levels above, or the level itself, is missing or not valid',
  },
  { operation: 'C-FIND', status: 0xc000, meaning: 'Unable to process' },
  { operation: 'C-MOVE, C-GET', status: 0xff00, meaning: 'Sub-operations go on' },
  { operation: 'C-MOVE, C-GET', status: 0xfe00, meaning: 'Ended by C-CANCEL' },
  { operation: 'C-MOVE, C-GET', status: 0xa702, meaning: 'No sub-operation could be performed' },
  { operation: 'C-MOVE', status: 0xa801, meaning: 'The destination is no peer that may be sent to' },
  { operation: 'C-MOVE, C-GET', status: 0xa900, meaning: 'A unique key is missing or not valid' },
  {
    operation: 'C-MOVE, C-GET',
    status: 0xb000,
    meaning: 'Some sub-operations failed; their UIDs are listed',
  },
  { operation: 'N-CREATE', status: 0x0111, meaning: 'The performed procedure step exists' },
  { operation: 'N-CREATE, N-SET', status: 0x0106, meaning: 'An attribute has a value that it may not have' },
  { operation: 'N-CREATE, N-SET', status: 0x0120, meaning: 'A required attribute is missing' },
  {
    operation: 'N-SET',
    status: 0x0110,
    meaning: 'The performed procedure step is over and may not be changed',
  },
  { operation: 'N-SET', status: 0x0112, meaning: 'There is no such performed procedure step' },
  { operation: 'N-ACTION', status: 0x0112, meaning: 'Not the well-known storage commitment instance' },
  { operation: 'N-ACTION', status: 0x0123, meaning: 'No such action type' },
  { operation: 'all', status: 0x0110, meaning: 'Processing failed here' },
  { operation: 'all', status: 0x0124, meaning: 'The peer may not do this' },
];
