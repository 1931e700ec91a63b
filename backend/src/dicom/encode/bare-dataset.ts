/** Datasets without a file around them, as DIMSE messages carry them (PS3.7 section 9.1). */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { TRANSFER_SYNTAX } from '../dictionary/transfer-syntax.js';
import { parseDataset } from '../parse/part10.js';
import type { EncodableDataset } from './dataset.js';
import { writeMessage } from './message-writer.js';

/** The two transfer syntaxes that messages are written in, best first. */
export const MESSAGE_TRANSFER_SYNTAX_UIDS: readonly string[] = [
  TRANSFER_SYNTAX.ExplicitVRLittleEndian,
  TRANSFER_SYNTAX.ImplicitVRLittleEndian,
];

/**
 * The bytes of a dataset in Explicit or Implicit VR Little Endian. Text is written in UTF-8; the dataset says so
 * itself where it needs to. Throws a TypeError for another transfer syntax.
 */
export function encodeBareDataset(dataset: EncodableDataset, transferSyntaxUid: string): Buffer {
  if (!MESSAGE_TRANSFER_SYNTAX_UIDS.includes(transferSyntaxUid))
    throw new TypeError(`Messages are not written in transfer syntax ${transferSyntaxUid}`);
  return writeMessage(dataset, transferSyntaxUid === TRANSFER_SYNTAX.ExplicitVRLittleEndian);
}

/**
 * A dataset that came in a message; text is Unicode whatever its character set. Throws DicomParseError and nothing
 * else.
 */
export function decodeBareDataset(bytes: Uint8Array, transferSyntaxUid: string): DicomJsonDataset {
  return parseDataset(bytes, transferSyntaxUid, { requireUids: false }).dataset;
}
