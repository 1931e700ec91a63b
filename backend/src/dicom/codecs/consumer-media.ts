/** What an object carries that other programs can show: documents and video. */
import { isVideoTransferSyntax } from '../dictionary/transfer-syntax.js';
import { getElement, getNumber, getString } from '../json/getters.js';
import { binaryValue } from '../parse/bulk-data.js';
import { contentOf, type ParsedInstance } from '../parse/parsed-instance.js';

export interface ConsumerMedia {
  mediaType: string;
  bytes: Uint8Array;
}

const MPEG2 = /^1\.2\.840\.10008\.1\.2\.4\.10[01](\.1)?$/;
const HEVC = /^1\.2\.840\.10008\.1\.2\.4\.10[78]$/;

/** The document (PS3.3 C.24.2) or the video stream of an instance; undefined where it has neither. */
export function consumerMedia(bytes: Uint8Array, parsed: ParsedInstance): ConsumerMedia | undefined {
  return document(bytes, parsed) ?? video(bytes, parsed);
}

/** Media type of the video of a transfer syntax, or undefined. */
export function videoMediaType(transferSyntaxUid: string): string | undefined {
  if (!isVideoTransferSyntax(transferSyntaxUid)) return undefined;
  if (MPEG2.test(transferSyntaxUid)) return 'video/mpeg';
  return HEVC.test(transferSyntaxUid) ? 'video/h265' : 'video/mp4';
}

function document(bytes: Uint8Array, parsed: ParsedInstance): ConsumerMedia | undefined {
  const mediaType = getString(parsed.dataset, 'MIMETypeOfEncapsulatedDocument');
  const value = binaryValue(bytes, parsed, getElement(parsed.dataset, 'EncapsulatedDocument'));
  if (!mediaType || !value) return undefined;
  const length = getNumber(parsed.dataset, 'EncapsulatedDocumentLength') ?? value.length;
  return { mediaType: mediaType.toLowerCase(), bytes: value.subarray(0, length) };
}

function video(bytes: Uint8Array, parsed: ParsedInstance): ConsumerMedia | undefined {
  const mediaType = videoMediaType(parsed.transferSyntaxUid);
  if (!mediaType || !parsed.pixelData) return undefined;
  const content = contentOf(bytes, parsed);
  const parts = parsed.pixelData.fragments.map(({ offset, length }) =>
    content.subarray(offset, offset + length),
  );
  return { mediaType, bytes: Buffer.concat(parts) };
}
