/** Why an instance was refused. Protocols translate the code; nothing refused is thrown away. */
export type RefusalCode =
  | 'NOT_DICOM'
  | 'TRUNCATED'
  | 'MISSING_UID'
  | 'INVALID_UID'
  | 'UNSUPPORTED_TRANSFER_SYNTAX'
  | 'CORRUPT'
  | 'UID_COLLISION'
  | 'PATIENT_MISMATCH'
  | 'WRONG_STUDY'
  | 'TOO_LARGE';

/** Who the instance is; null where it could not be read. */
export interface InstanceUids {
  studyInstanceUid: string | null;
  seriesInstanceUid: string | null;
  sopClassUid: string | null;
  sopInstanceUid: string | null;
}

/** What became of one received instance. */
export type InstanceOutcome = InstanceUids &
  ({ status: 'stored' } | { status: 'duplicate' } | { status: 'refused'; code: RefusalCode; reason: string });

/** Where an instance came from. */
export interface Provenance {
  door: 'dimse' | 'stow';
  /** Calling AE title and address, or the address of the HTTP client. */
  source: string;
  actor: string;
  role: string;
  /** How a new study is to be taken in, where the sender says it. */
  intake?: 'reading' | 'prior' | undefined;
  /** Age in days above which new studies of this source are priors; null for never, the setting where absent. */
  backfillAgeDays?: number | null | undefined;
}

/** What the door knows of an instance beforehand. */
export interface Expectation {
  /** While it is open, the study does not complete. */
  reception?: { readonly id: string } | undefined;
  /** The study it must belong to. */
  studyInstanceUid?: string | undefined;
  /** The SOP instance that the C-STORE request announced. */
  sopInstanceUid?: string | undefined;
}
