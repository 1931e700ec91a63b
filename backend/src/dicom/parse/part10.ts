/** Reading instances: DICOM files (PS3.10) and bare datasets as C-STORE carries them. */
import { inflateRawSync } from 'node:zlib';
import { getString } from '../json/getters.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { TRANSFER_SYNTAX, encodingOf, type DatasetEncoding } from '../dictionary/transfer-syntax.js';
import { readDataset, type PixelElement } from './dataset-reader.js';
import { DicomParseError } from './dicom-parse-error.js';
import { metaOffset, readFileMeta } from './file-meta.js';
import type { ParsedInstance, PixelDataLocation } from './parsed-instance.js';
import { requireUids, requireWholePixels } from './requirements.js';
import { isKnownVr, vrAt } from './tokens.js';
import { sniffBareDataset, sniffLayout, type ElementLayout } from './sniff.js';

/** What parsing may leave unchecked. */
export interface ParseOptions {
  /** False: do not insist on the four UIDs of an instance (queries, DICOMDIR). Default true. */
  readonly requireUids?: boolean;
  /** Largest size in bytes that a deflated dataset may grow to. Default 1 GiB. */
  readonly maxInflatedBytes?: number;
}

const DEFAULT_MAX_INFLATED = 1024 ** 3;

/**
 * Parses a DICOM file. The bytes are only looked at, never copied (except for a deflated dataset).
 * Tolerates a missing preamble, meta group, group length or transfer syntax where the bytes themselves are clear.
 * @throws DicomParseError and nothing else, whatever the bytes are
 */
export function parsePart10(bytes: Uint8Array, options: ParseOptions = {}): ParsedInstance {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = metaOffset(buffer);
  if (start === 0 && !beginsWithMeta(buffer)) {
    const layout = sniffBareDataset(buffer);
    if (layout === undefined) throw notDicom(buffer);
    return parseContent(buffer, { fileMeta: {}, datasetOffset: 0 }, nativeSyntaxOf(layout), options);
  }
  const meta = readFileMeta(buffer, start);
  const declared = getString(meta.fileMeta, 'TransferSyntaxUID');
  if (declared !== undefined) return parseContent(buffer, meta, declared, options);
  const layout = sniffLayout(buffer, meta.datasetOffset);
  if (layout === undefined) {
    throw new DicomParseError(
      'UNSUPPORTED_TRANSFER_SYNTAX',
      `The meta group has no TransferSyntaxUID (0002,0010), and the bytes at ${meta.datasetOffset} do not show ` +
        'how the dataset is written. Have the file written again with a complete meta group.',
      meta.datasetOffset,
    );
  }
  return parseContent(buffer, meta, nativeSyntaxOf(layout), options);
}

/** First byte of the dataset of a file: after preamble and File Meta Information, or 0 where neither is there. */
export function datasetOffset(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = metaOffset(buffer);
  return start === 0 && !beginsWithMeta(buffer) ? 0 : readFileMeta(buffer, start).datasetOffset;
}

/**
 * Parses a dataset without meta group, as it comes over C-STORE.
 * @param transferSyntaxUid that of the presentation context
 * @throws DicomParseError and nothing else, whatever the bytes are
 */
export function parseDataset(
  bytes: Uint8Array,
  transferSyntaxUid: string,
  options: ParseOptions = {},
): ParsedInstance {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return parseContent(buffer, { fileMeta: {}, datasetOffset: 0 }, transferSyntaxUid, options);
}

function parseContent(
  buffer: Buffer,
  meta: { fileMeta: DicomJsonDataset; datasetOffset: number },
  transferSyntaxUid: string,
  options: ParseOptions,
): ParsedInstance {
  const declared = encodingOf(transferSyntaxUid);
  if (declared === undefined) {
    throw new DicomParseError(
      'UNSUPPORTED_TRANSFER_SYNTAX',
      `Transfer syntax ${transferSyntaxUid} is not known to this archive. ` +
        'Have the sender use one that the conformance statement lists.',
    );
  }
  const inflated = declared.deflated
    ? inflate(buffer.subarray(meta.datasetOffset), options.maxInflatedBytes ?? DEFAULT_MAX_INFLATED)
    : undefined;
  const content = inflated ?? buffer;
  const offset = inflated === undefined ? meta.datasetOffset : 0;
  const encoding = actualEncoding(declared, content, offset);
  const reading = readDataset(content, offset, encoding);
  const pixelData = reading.pixelElement === undefined ? undefined : locate(reading.pixelElement);
  if (options.requireUids !== false) requireUids(reading.dataset);
  if (pixelData !== undefined) requireWholePixels(reading.dataset, pixelData, transferSyntaxUid);
  return {
    ...meta,
    transferSyntaxUid,
    encoding,
    dataset: reading.dataset,
    specificCharacterSet: reading.specificCharacterSet,
    ...(pixelData === undefined ? {} : { pixelData }),
    ...(inflated === undefined ? {} : { inflated }),
  };
}

/** The declared encoding, corrected where the first element plainly is written otherwise. */
function actualEncoding(declared: DatasetEncoding, content: Buffer, offset: number): DatasetEncoding {
  const seen = sniffLayout(content, offset);
  if (seen === undefined) return declared;
  return { ...declared, explicitVR: seen.explicitVR, littleEndian: seen.littleEndian };
}

function locate(element: PixelElement): PixelDataLocation {
  const { keyword, vr, offset, length, fragments } = element;
  return {
    keyword,
    vr,
    offset,
    length,
    encapsulated: fragments !== undefined,
    basicOffsetTable: fragments?.basicOffsetTable ?? [],
    fragments: fragments?.fragments ?? [],
  };
}

function inflate(deflated: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateRawSync(deflated, { maxOutputLength });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new DicomParseError(
        'CORRUPT',
        `The deflated dataset grows beyond the limit of ${maxOutputLength} bytes. ` +
          'Send the object in another transfer syntax, or raise the limit.',
      );
    }
    throw new DicomParseError(
      code === 'Z_BUF_ERROR' ? 'TRUNCATED' : 'CORRUPT',
      'The deflated dataset cannot be inflated' +
        (code === 'Z_BUF_ERROR' ? ': it ends early. ' : ': its bytes are no deflate stream. ') +
        'Send the file again from its source.',
    );
  }
}

/** A meta group without preamble and `DICM`: its first element is of group 0002 in explicit VR. */
function beginsWithMeta(buffer: Buffer): boolean {
  return buffer.length >= 8 && buffer.readUInt16LE(0) === 0x0002 && isKnownVr(vrAt(buffer, 4));
}

function nativeSyntaxOf(layout: ElementLayout): string {
  if (!layout.explicitVR) return TRANSFER_SYNTAX.ImplicitVRLittleEndian;
  return layout.littleEndian ? TRANSFER_SYNTAX.ExplicitVRLittleEndian : TRANSFER_SYNTAX.ExplicitVRBigEndian;
}

function notDicom(buffer: Buffer): DicomParseError {
  return new DicomParseError(
    'NOT_DICOM',
    `These ${buffer.length} bytes are no DICOM: there is no "DICM" at byte 128, and the first bytes ` +
      `(${buffer.subarray(0, 8).toString('hex')}) are neither a meta group nor an element of group 0008. ` +
      'Send only DICOM files.',
    0,
  );
}
