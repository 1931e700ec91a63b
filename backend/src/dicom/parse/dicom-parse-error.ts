/** Why bytes were not taken as a DICOM instance. */
export type DicomParseErrorCode =
  'NOT_DICOM' | 'TRUNCATED' | 'MISSING_UID' | 'UNSUPPORTED_TRANSFER_SYNTAX' | 'CORRUPT';

/** The only error that parsing throws. The message says what is wrong, where, and what to do. */
export class DicomParseError extends Error {
  override readonly name = 'DicomParseError';

  constructor(
    readonly code: DicomParseErrorCode,
    message: string,
    /** Byte position in the parsed bytes (after inflation, where the dataset was deflated). */
    readonly offset?: number,
  ) {
    super(message);
  }
}
