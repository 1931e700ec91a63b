/** Why an instance is refused, in words. Protocols translate the code; nothing refused is thrown away. */
export const REFUSALS = {
  NOT_DICOM: 'It is not DICOM',
  TRUNCATED: 'It ends too early',
  CORRUPT: 'It cannot be read to its end',
  MISSING_UID: 'A UID that identifies it is missing',
  INVALID_UID: 'A UID that identifies it is not valid',
  UNSUPPORTED_TRANSFER_SYNTAX: 'The transfer syntax is not known',
  UID_COLLISION: 'Other content is stored under its SOP Instance UID; the first is kept',
  PATIENT_MISMATCH: 'Its study belongs to another Patient ID',
  WRONG_STUDY: 'It is not the study or instance that was announced',
  UNKNOWN_STUDY: 'It is a result of a study that is not here',
  TOO_LARGE: 'It is larger than what is accepted',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

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
