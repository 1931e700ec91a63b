/** Reading instances: DICOM files (PS3.10) and bare datasets as C-STORE carries them. */
import { inflateRawSync } from 'node:zlib';
import { getString } from '../json/getters.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { TRANSFER_SYNTAX, encodingOf, type DatasetEncoding } from '../dictionary/transfer-syntax.js';
import { ByteReader, sourceOf, type ByteSource, type InstanceBytes } from './byte-source.js';
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
  /** Largest size in bytes that a deflated dataset may grow to. Default 256 MiB. */
  readonly maxInflatedBytes?: number;
}

const DEFAULT_MAX_INFLATED = 256 * 1024 ** 2;

/**
 * Parses a DICOM file. The bytes are only looked at, never copied (except for a deflated dataset).
 * Tolerates a missing preamble, meta group, group length or transfer syntax where the bytes themselves are clear.
 * @throws DicomParseError and nothing else, whatever the bytes are
 */
export function parsePart10(bytes: InstanceBytes, options: ParseOptions = {}): ParsedInstance {
  const source = sourceOf(bytes);
  const start = metaOffset(source);
  if (start === 0 && !beginsWithMeta(source)) {
    const layout = sniffBareDataset(source);
    if (layout === undefined) throw notDicom(source);
    return parseContent(source, { fileMeta: {}, datasetOffset: 0 }, nativeSyntaxOf(layout), options);
  }
  const meta = readFileMeta(source, start);
  const declared = getString(meta.fileMeta, 'TransferSyntaxUID');
  if (declared !== undefined) return parseContent(source, meta, declared, options);
  const layout = sniffLayout(source, meta.datasetOffset);
  if (layout === undefined) {
    throw new DicomParseError(
      'UNSUPPORTED_TRANSFER_SYNTAX',
      `The meta group has no TransferSyntaxUID (0002,0010), and the bytes at ${meta.datasetOffset} do not show ` +
        'how the dataset is written. Have the file written again with a complete meta group.',
      meta.datasetOffset,
    );
  }
  return parseContent(source, meta, nativeSyntaxOf(layout), options);
}

/** First byte of the dataset of a file: after preamble and File Meta Information, or 0 where neither is there. */
export function datasetOffset(bytes: InstanceBytes): number {
  const source = sourceOf(bytes);
  const start = metaOffset(source);
  return start === 0 && !beginsWithMeta(source) ? 0 : readFileMeta(source, start).datasetOffset;
}

/**
 * Parses a dataset without meta group, as it comes over C-STORE.
 * @param transferSyntaxUid that of the presentation context
 * @throws DicomParseError and nothing else, whatever the bytes are
 */
export function parseDataset(
  bytes: InstanceBytes,
  transferSyntaxUid: string,
  options: ParseOptions = {},
): ParsedInstance {
  return parseContent(sourceOf(bytes), { fileMeta: {}, datasetOffset: 0 }, transferSyntaxUid, options);
}

function parseContent(
  source: ByteSource,
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
    ? inflate(source, meta.datasetOffset, options.maxInflatedBytes ?? DEFAULT_MAX_INFLATED)
    : undefined;
  const content = inflated === undefined ? source : sourceOf(inflated);
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
function actualEncoding(declared: DatasetEncoding, content: ByteSource, offset: number): DatasetEncoding {
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

function inflate(source: ByteSource, offset: number, maxOutputLength: number): Buffer {
  if (source.length > maxOutputLength) throw inflatesTooFar(maxOutputLength);
  try {
    return inflateRawSync(source.read(offset, source.length), { maxOutputLength });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw inflatesTooFar(maxOutputLength);
    throw new DicomParseError(
      code === 'Z_BUF_ERROR' ? 'TRUNCATED' : 'CORRUPT',
      'The deflated dataset cannot be inflated' +
        (code === 'Z_BUF_ERROR' ? ': it ends early. ' : ': its bytes are no deflate stream. ') +
        'Send the file again from its source.',
    );
  }
}

function inflatesTooFar(limit: number): DicomParseError {
  return new DicomParseError(
    'CORRUPT',
    `The deflated dataset grows beyond the limit of ${limit} bytes. Send the object in another transfer syntax.`,
  );
}

/** A meta group without preamble and `DICM`: its first element is of group 0002 in explicit VR. */
function beginsWithMeta(source: ByteSource): boolean {
  if (source.length < 8) return false;
  const reader = new ByteReader(source, true);
  return reader.uint16(0) === 0x0002 && isKnownVr(vrAt(reader, 4));
}

function nativeSyntaxOf(layout: ElementLayout): string {
  if (!layout.explicitVR) return TRANSFER_SYNTAX.ImplicitVRLittleEndian;
  return layout.littleEndian ? TRANSFER_SYNTAX.ExplicitVRLittleEndian : TRANSFER_SYNTAX.ExplicitVRBigEndian;
}

function notDicom(source: ByteSource): DicomParseError {
  return new DicomParseError(
    'NOT_DICOM',
    `These ${source.length} bytes are no DICOM: there is no "DICM" at byte 128, and the first bytes ` +
      `(${source.read(0, Math.min(8, source.length)).toString('hex')}) are neither a meta group nor an element of group 0008. ` +
      'Send only DICOM files.',
    0,
  );
}
