/** Transfer syntaxes of PS3.6 Annex A and how each lays out a dataset. */

/** UIDs of the transfer syntaxes by their PS3.6 keyword. */
export const TRANSFER_SYNTAX = {
  ImplicitVRLittleEndian: '1.2.840.10008.1.2',
  ExplicitVRLittleEndian: '1.2.840.10008.1.2.1',
  EncapsulatedUncompressedExplicitVRLittleEndian: '1.2.840.10008.1.2.1.98',
  DeflatedExplicitVRLittleEndian: '1.2.840.10008.1.2.1.99',
  ExplicitVRBigEndian: '1.2.840.10008.1.2.2',
  JPEGBaseline8Bit: '1.2.840.10008.1.2.4.50',
  JPEGExtended12Bit: '1.2.840.10008.1.2.4.51',
  JPEGLossless: '1.2.840.10008.1.2.4.57',
  JPEGLosslessSV1: '1.2.840.10008.1.2.4.70',
  JPEGLSLossless: '1.2.840.10008.1.2.4.80',
  JPEGLSNearLossless: '1.2.840.10008.1.2.4.81',
  JPEG2000Lossless: '1.2.840.10008.1.2.4.90',
  JPEG2000: '1.2.840.10008.1.2.4.91',
  JPEG2000MCLossless: '1.2.840.10008.1.2.4.92',
  JPEG2000MC: '1.2.840.10008.1.2.4.93',
  MPEG2MPML: '1.2.840.10008.1.2.4.100',
  MPEG2MPMLF: '1.2.840.10008.1.2.4.100.1',
  MPEG2MPHL: '1.2.840.10008.1.2.4.101',
  MPEG2MPHLF: '1.2.840.10008.1.2.4.101.1',
  MPEG4HP41: '1.2.840.10008.1.2.4.102',
  MPEG4HP41F: '1.2.840.10008.1.2.4.102.1',
  MPEG4HP41BD: '1.2.840.10008.1.2.4.103',
  MPEG4HP41BDF: '1.2.840.10008.1.2.4.103.1',
  MPEG4HP422D: '1.2.840.10008.1.2.4.104',
  MPEG4HP422DF: '1.2.840.10008.1.2.4.104.1',
  MPEG4HP423D: '1.2.840.10008.1.2.4.105',
  MPEG4HP423DF: '1.2.840.10008.1.2.4.105.1',
  MPEG4HP42STEREO: '1.2.840.10008.1.2.4.106',
  MPEG4HP42STEREOF: '1.2.840.10008.1.2.4.106.1',
  HEVCMP51: '1.2.840.10008.1.2.4.107',
  HEVCM10P51: '1.2.840.10008.1.2.4.108',
  JPEGXLLossless: '1.2.840.10008.1.2.4.110',
  JPEGXLJPEGRecompression: '1.2.840.10008.1.2.4.111',
  JPEGXL: '1.2.840.10008.1.2.4.112',
  HTJ2KLossless: '1.2.840.10008.1.2.4.201',
  HTJ2KLosslessRPCL: '1.2.840.10008.1.2.4.202',
  HTJ2K: '1.2.840.10008.1.2.4.203',
  RLELossless: '1.2.840.10008.1.2.5',
  DeflatedImageFrameCompression: '1.2.840.10008.1.2.8.1',
} as const;

/** Keyword of a transfer syntax. */
export type TransferSyntaxKeyword = keyof typeof TRANSFER_SYNTAX;

/** How the bytes of a dataset are to be read (PS3.5 section 7 and Annex A). */
export interface DatasetEncoding {
  readonly explicitVR: boolean;
  readonly littleEndian: boolean;
  /** The whole dataset is a raw deflate stream (PS3.5 A.5). */
  readonly deflated: boolean;
  /** Pixel Data is a sequence of fragments (PS3.5 A.4). */
  readonly encapsulated: boolean;
}

const {
  ImplicitVRLittleEndian,
  ExplicitVRLittleEndian,
  ExplicitVRBigEndian,
  DeflatedExplicitVRLittleEndian,
} = TRANSFER_SYNTAX;

const NATIVE = { explicitVR: true, littleEndian: true, deflated: false, encapsulated: false } as const;
const ENCAPSULATED: DatasetEncoding = { ...NATIVE, encapsulated: true };

const ENCODING_OF_NATIVE: Readonly<Record<string, DatasetEncoding>> = {
  [ImplicitVRLittleEndian]: { ...NATIVE, explicitVR: false },
  [ExplicitVRLittleEndian]: NATIVE,
  [ExplicitVRBigEndian]: { ...NATIVE, littleEndian: false },
  [DeflatedExplicitVRLittleEndian]: { ...NATIVE, deflated: true },
};

const KNOWN = new Map<string, TransferSyntaxKeyword>(
  Object.entries(TRANSFER_SYNTAX).map(([keyword, uid]) => [uid, keyword as TransferSyntaxKeyword]),
);
/** Retired JPEG processes: still readable as encapsulated data, only not decodable. */
const RETIRED_JPEG = /^1\.2\.840\.10008\.1\.2\.4\.(5[2-689]|6[0-6])$/;
const VIDEO = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/;

/** Layout of a transfer syntax, or undefined for one that this library does not know. */
export function encodingOf(transferSyntaxUid: string): DatasetEncoding | undefined {
  const native = ENCODING_OF_NATIVE[transferSyntaxUid];
  if (native !== undefined) return native;
  return KNOWN.has(transferSyntaxUid) || RETIRED_JPEG.test(transferSyntaxUid) ? ENCAPSULATED : undefined;
}

/** Keyword of a transfer syntax UID, or undefined. */
export function transferSyntaxKeyword(uid: string): TransferSyntaxKeyword | undefined {
  return KNOWN.get(uid);
}

/** True for MPEG2, MPEG-4 and HEVC, where all frames share one stream. */
export function isVideoTransferSyntax(uid: string): boolean {
  return VIDEO.test(uid);
}

/** What a storage SCP can take in, best known first: everything that this library can parse. */
export const ACCEPTED_TRANSFER_SYNTAX_UIDS: readonly string[] = Object.values(TRANSFER_SYNTAX);
