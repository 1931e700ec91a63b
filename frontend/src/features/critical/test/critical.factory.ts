import type { CriticalReceipt, CriticalResult } from '@firstread/contract';

export const NINE = Date.parse('2026-11-24T09:00:00Z');

/** So many minutes after nine. */
export function at(minutes: number): string {
  return new Date(NINE + minutes * 60_000).toISOString();
}

export function receipt(communicatedAt: string): CriticalReceipt {
  return {
    receiver: 'Ward doctor',
    receiverRole: null,
    communicatedBy: 'Reader',
    communicatedAt,
    how: 'phone',
    readBack: true,
    note: null,
  };
}

/** A result that was seen at nine and must be received within the hour. */
export function critical(fields: Partial<CriticalResult> = {}): CriticalResult {
  return {
    id: 'a',
    version: 1,
    studyInstanceUid: '1.2.3',
    patient: null,
    studyDescription: null,
    modalities: ['CT'],
    finding: 'New pneumothorax',
    findingCode: 'pneumothorax',
    level: 'red',
    state: 'open',
    identifiedAt: at(0),
    dueAt: at(60),
    markedAt: at(0),
    markedBy: 'Reader',
    fromAlert: false,
    note: null,
    callee: null,
    assignee: null,
    told: 'nobody',
    tellAt: null,
    undelivered: 0,
    undoUntil: at(1),
    attempts: [],
    handedOver: [],
    receipt: null,
    closed: null,
    withdrawn: null,
    ...fields,
  };
}
