/** Statuses of answers (PS3.7 annex C and the service tables of PS3.4). */
export const STATUS = {
  success: 0x0000,
  pending: 0xff00,
  cancelled: 0xfe00,
  duplicateInstance: 0x0111,
  noSuchInstance: 0x0112,
  processingFailure: 0x0110,
  invalidAttribute: 0x0106,
  missingAttribute: 0x0120,
  notAuthorized: 0x0124,
  classInstanceConflict: 0x0119,
  sopClassNotSupported: 0x0122,
  noSuchAction: 0x0123,
  /** Retrieval: it is over, but some sub-operations failed. */
  someFailed: 0xb000,
  unableToPerform: 0xa702,
  unknownDestination: 0xa801,
  identifierDoesNotMatch: 0xa900,
  unableToProcess: 0xc000,
} as const;

/** Error Comment (0000,0902) is LO: 64 characters at most, here in ASCII. */
const COMMENT_LENGTH = 64;

/** Text as an Error Comment can carry it. */
export function comment(text: string): string {
  return text.replace(/[^\x20-\x7e]|\\/g, ' ').slice(0, COMMENT_LENGTH);
}

/** A refusal that a peer is told: status and comment of the answer. */
export class DimseError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** C-STORE warnings: the object is kept, changed or not (PS3.4 table B.2-1). */
export function isStorageWarning(status: number): boolean {
  return status === 0xb000 || status === 0xb006 || status === 0xb007;
}
