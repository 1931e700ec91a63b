/** Why an instance was refused. Protocols translate the code; nothing refused is thrown away. */
export type RefusalCode =
  | 'NOT_DICOM'
  | 'TRUNCATED'
  | 'MISSING_UID'
  | 'UNSUPPORTED_TRANSFER_SYNTAX'
  | 'CORRUPT'
  | 'UID_COLLISION'
  | 'PATIENT_MISMATCH'
  | 'TOO_LARGE';

/** What became of one received instance. UIDs are null where they could not be read. */
export type InstanceOutcome = {
  studyInstanceUid: string | null;
  sopClassUid: string | null;
  sopInstanceUid: string | null;
} & ({ status: 'stored' } | { status: 'duplicate' } | { status: 'refused'; code: RefusalCode; reason: string });

/** Where an instance came from. */
export interface Provenance {
  door: 'dimse' | 'stow';
  /** Calling AE title and address, or the address of the HTTP client. */
  source: string;
  actor: string;
  role: string;
}
