/**
 * What this archive speaks over DIMSE, as data: negotiation follows these tables, and the conformance statement is
 * written from them.
 */
import type { Action, PeerService } from '@firstread/contract';
import {
  ACCEPTED_TRANSFER_SYNTAX_UIDS,
  MESSAGE_TRANSFER_SYNTAX_UIDS,
  STORAGE_SOP_CLASS_UIDS,
  UTF_8,
} from '../dicom/index.js';
import type { WorklistKeys } from '../orders/index.js';

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

/** How associations are held, on either side. Times in milliseconds. */
export const ASSOCIATION = {
  /** Of the PDUs that we take; those of the peer are as long as it says. */
  maximumPduBytes: 131_072,
  /** A caller that has not asked for an association by then is let go (ARTIM, PS3.8 section 9.1.5). */
  greetingMs: 30_000,
  /** One that is silent for so long is ended. */
  idleMs: 10 * 60_000,
  /** Associations that AE titles which are no peer may hold at the same time, each. */
  ofUnknownPeer: 20,
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

/** Matching keys of the modality worklist; a dot leads into a sequence. */
export const WORKLIST_KEYS = {
  patientName: 'PatientName',
  patientId: 'PatientID',
  accessionNumber: 'AccessionNumber',
  requestedProcedureId: 'RequestedProcedureID',
  studyInstanceUid: 'StudyInstanceUID',
  stepId: 'ScheduledProcedureStepSequence.ScheduledProcedureStepID',
  modality: 'ScheduledProcedureStepSequence.Modality',
  stationAeTitle: 'ScheduledProcedureStepSequence.ScheduledStationAETitle',
  startDate: 'ScheduledProcedureStepSequence.ScheduledProcedureStepStartDate',
  startTime: 'ScheduledProcedureStepSequence.ScheduledProcedureStepStartTime',
} as const satisfies Readonly<Record<keyof WorklistKeys, string>>;

/** Text in answers is UTF-8 (Specific Character Set ISO_IR 192), whatever the request was written in. */
export const ANSWER_CHARACTER_SET = UTF_8;
