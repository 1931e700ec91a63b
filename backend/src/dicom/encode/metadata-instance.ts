/** Instances that come as metadata with bulk data apart from it (PS3.18 sections 8.6.1.2.2 and 10.5) as files. */
import { tagOfKeyword } from '../dictionary/dictionary.js';
import { TRANSFER_SYNTAX } from '../dictionary/transfer-syntax.js';
import type { DicomJsonDataset, DicomJsonElement } from '../json/dicom-json.js';
import { getString } from '../json/getters.js';
import { pieces, type ByteSource } from '../parse/byte-source.js';
import { DicomParseError } from '../parse/dicom-parse-error.js';
import { requireUids } from '../parse/requirements.js';
import { UNDEFINED_LENGTH } from '../parse/tokens.js';
import type { EncodableDataset } from './dataset.js';
import { fileHeader, writeDataset } from './part10.js';

/** One bulk value, or one frame of compressed pixels. */
export interface BulkPart {
  /** Of compressed pixels; undefined for bytes in little endian order. */
  readonly transferSyntaxUid: string | undefined;
  readonly source: ByteSource;
}

/** Bulk parts by the BulkDataURI of the metadata; several for the frames of compressed pixels. */
export type BulkParts = ReadonlyMap<string, readonly BulkPart[]>;

/** Transfer syntaxes of compressed pixels by media type, where the part names none (PS3.18 table 8.7.3-2). */
const SYNTAX_OF_MEDIA_TYPE: Readonly<Record<string, string>> = {
  'image/jpeg': TRANSFER_SYNTAX.JPEGLosslessSV1,
  'image/jls': TRANSFER_SYNTAX.JPEGLSLossless,
  'image/jp2': TRANSFER_SYNTAX.JPEG2000Lossless,
  'image/jpx': TRANSFER_SYNTAX.JPEG2000MCLossless,
  'image/jphc': TRANSFER_SYNTAX.HTJ2KLossless,
  'image/dicom-rle': TRANSFER_SYNTAX.RLELossless,
};

const PIXEL_DATA = tagOfKeyword('PixelData');
/** As they lie in little endian bytes: group, then element. */
const ITEM = 0xe000fffe;
const SEQUENCE_DELIMITER = 0xe0ddfffe;

/** Transfer syntax of a bulk part by its media type and `transfer-syntax` parameter; undefined for octets. */
export function syntaxOfBulkPart(mediaType: string, parameter: string | undefined): string | undefined {
  const native = parameter === undefined || parameter === TRANSFER_SYNTAX.ExplicitVRLittleEndian;
  return native ? SYNTAX_OF_MEDIA_TYPE[mediaType.toLowerCase()] : parameter;
}

/** Every BulkDataURI of a dataset, items included. */
export function bulkDataUris(dataset: DicomJsonDataset): string[] {
  return Object.values(dataset).flatMap((element) => {
    if (element.BulkDataURI !== undefined) return [element.BulkDataURI];
    return itemsOf(element).flatMap(bulkDataUris);
  });
}

/**
 * The instance as the bytes of a DICOM file, piece by piece: Explicit VR Little Endian, or the transfer syntax of
 * its compressed pixels, whose frames become one fragment each.
 * @throws DicomParseError MISSING_UID, or CORRUPT where a bulk part is missing or a value cannot be written
 */
export function* instanceFromMetadata(dataset: DicomJsonDataset, parts: BulkParts): Generator<Uint8Array> {
  requireUids(dataset);
  const pixels = dataset[PIXEL_DATA];
  const frames = pixels?.BulkDataURI === undefined ? undefined : requiredParts(PIXEL_DATA, pixels, parts);
  const split = frames === undefined ? 'ZZZZZZZZ' : PIXEL_DATA;
  const tags = Object.keys(dataset).filter((tag) => !tag.startsWith('0002') && !tag.endsWith('0000'));
  const between = (from: string, to: string): Uint8Array => {
    const chosen = tags.filter((tag) => tag > from && tag < to).sort();
    return encoded(Object.fromEntries(chosen.map((tag) => [tag, dataset[tag] as DicomJsonElement])), parts);
  };
  const head = between('', split);
  yield fileHeader({
    sopClassUid: getString(dataset, 'SOPClassUID') ?? '',
    sopInstanceUid: getString(dataset, 'SOPInstanceUID') ?? '',
    transferSyntaxUid: frames?.[0]?.transferSyntaxUid ?? TRANSFER_SYNTAX.ExplicitVRLittleEndian,
  });
  yield head;
  if (!pixels || !frames) return;
  yield* pixelElement(pixels.vr, frames);
  yield between(split, 'ZZZZZZZZ');
}

function encoded(dataset: DicomJsonDataset, parts: BulkParts): Uint8Array {
  try {
    return writeDataset(withBulk(dataset, parts));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new DicomParseError(
      'CORRUPT',
      `The metadata cannot be written: ${error.message}. Have its sender correct it.`,
    );
  }
}

/** The dataset with its bulk values in place. */
function withBulk(dataset: DicomJsonDataset, parts: BulkParts): EncodableDataset {
  return Object.fromEntries(
    Object.entries(dataset).map(([tag, element]): [string, EncodableDataset[string]] => {
      if (element.vr === 'SQ')
        return [tag, { vr: 'SQ', items: itemsOf(element).map((item) => withBulk(item, parts)) }];
      if (element.BulkDataURI === undefined) return [tag, element];
      const [part] = requiredParts(tag, element, parts);
      const bytes = part.source.read(0, part.source.length);
      return [tag, { vr: element.vr, InlineBinary: bytes.toString('base64') }];
    }),
  );
}

function* pixelElement(vr: string, frames: readonly [BulkPart, ...BulkPart[]]): Generator<Uint8Array> {
  if (frames[0].transferSyntaxUid !== undefined) {
    yield pixelHeader('OB', UNDEFINED_LENGTH);
    yield item(ITEM, 0);
    for (const { source } of frames) {
      yield item(ITEM, padded(source.length));
      yield* pieces(source, 0, source.length);
      yield Buffer.alloc(source.length % 2);
    }
    yield item(SEQUENCE_DELIMITER, 0);
    return;
  }
  const length = frames.reduce((sum, { source }) => sum + source.length, 0);
  if (padded(length) >= UNDEFINED_LENGTH)
    throw new DicomParseError(
      'CORRUPT',
      `Pixel Data of ${length} bytes is too long for an element without compression.`,
    );
  yield pixelHeader(vr === 'OB' ? 'OB' : 'OW', padded(length));
  for (const { source } of frames) yield* pieces(source, 0, source.length);
  yield Buffer.alloc(length % 2);
}

function pixelHeader(vr: 'OB' | 'OW', length: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16LE(0x7fe0, 0);
  header.writeUInt16LE(0x0010, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt32LE(length, 8);
  return header;
}

function item(tag: number, length: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(tag, 0);
  header.writeUInt32LE(length, 4);
  return header;
}

function padded(length: number): number {
  return length + (length % 2);
}

function requiredParts(
  tag: string,
  element: DicomJsonElement,
  parts: BulkParts,
): readonly [BulkPart, ...BulkPart[]] {
  const [first, ...others] = parts.get(element.BulkDataURI ?? '') ?? [];
  if (first) return [first, ...others];
  throw new DicomParseError(
    'CORRUPT',
    `No part of the request has the Content-Location ${element.BulkDataURI} that (${tag}) refers to. ` +
      'Send the bulk data together with the metadata.',
  );
}

function itemsOf(element: DicomJsonElement): DicomJsonDataset[] {
  if (element.vr !== 'SQ') return [];
  return (element.Value ?? []).filter(
    (value): value is DicomJsonDataset => typeof value === 'object' && value !== null,
  );
}
