import type { ParsedInstance } from '../../dicom/index.js';
import type { IndexedAttributes } from '../domain/attributes.js';
import type { IntakeHint } from '../intake-policy.js';

/** Where an instance came from, and who brought it. */
export interface ObjectOrigin extends IntakeHint {
  /** `own`: made here; it neither reopens a study nor is it an acquisition. */
  door: 'dimse' | 'stow' | 'own';
  source: string;
  actor: string;
  role: string;
  receptionId?: string | undefined;
  /** The model whose result it is, where a product sent it: it is no acquisition either. */
  producer?: { modelId: string; version: string } | undefined;
}

/** Objects that neither reopen their study nor are acquired. */
export function isResult({ door, producer }: ObjectOrigin): boolean {
  return door === 'own' || producer !== undefined;
}

/** One instance whose bytes are in the object store, or on their way there. */
export interface ArchivedObject extends ObjectOrigin {
  instanceId: string;
  parsed: ParsedInstance;
  bytes: number;
  /** SHA-256 (hexadecimal) of what the dataset says. */
  digest: string;
}

export type WriteOutcome =
  | { kind: 'stored'; studyId: string; attributes: IndexedAttributes }
  | { kind: 'duplicate'; attributes: IndexedAttributes }
  | {
      kind: 'conflict';
      code: 'UID_COLLISION' | 'PATIENT_MISMATCH';
      reason: string;
      attributes: IndexedAttributes;
    };

/** The same UID again: the same content is a duplicate, other content is a collision. */
export function sameUid(stored: string, object: ArchivedObject, attributes: IndexedAttributes): WriteOutcome {
  if (stored === object.digest) return { kind: 'duplicate', attributes };
  const reason = `SOP Instance UID ${attributes.sopInstanceUid} is already stored with other content; the first is kept`;
  return { kind: 'conflict', code: 'UID_COLLISION', reason, attributes };
}

export function anotherPatient(attributes: IndexedAttributes): WriteOutcome {
  const reason =
    `Study ${attributes.studyInstanceUid} belongs to another Patient ID than this instance states; ` +
    `correct the patient at the sender, or reconcile the two`;
  return { kind: 'conflict', code: 'PATIENT_MISMATCH', reason, attributes };
}
