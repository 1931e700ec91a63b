/** What an instance must have before a worklist can take it. */
import { getString } from '../json/getters.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { isVideoTransferSyntax } from '../dictionary/transfer-syntax.js';
import { DicomParseError } from './dicom-parse-error.js';
import { nativeFrameBits, readFrameShape } from './frame-shape.js';
import type { PixelDataLocation } from './parsed-instance.js';

const REQUIRED_UIDS = ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'SOPClassUID'] as const;
/** PS3.5 section 9: components of digits joined by full stops, at most 64 characters. */
const UID_FORM = /^[0-9]+(\.[0-9]+)*$/;

/** @throws DicomParseError MISSING_UID naming every identifier that is absent or empty */
export function requireUids(dataset: DicomJsonDataset): void {
  const missing = REQUIRED_UIDS.filter((keyword) => getString(dataset, keyword) === undefined);
  if (missing.length === 0) return;
  const directory = dataset['00041220'] !== undefined;
  throw new DicomParseError(
    'MISSING_UID',
    `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} absent or empty in the dataset. ` +
      (directory
        ? 'This is a DICOMDIR, the index of a medium: send the files that it lists.'
        : 'Without it the instance belongs to no study; have its source fill it in.'),
  );
}

/** True for text that PS3.5 section 9 allows as a UID. */
export function isWellFormedUid(uid: string): boolean {
  return uid.length <= 64 && UID_FORM.test(uid);
}

/**
 * Compares the pixels that the header announces with those that are there.
 * @throws DicomParseError TRUNCATED where they are fewer
 */
export function requireWholePixels(
  dataset: DicomJsonDataset,
  pixelData: PixelDataLocation,
  transferSyntaxUid: string,
): void {
  const shape = readFrameShape(dataset);
  if (shape === undefined) return;
  if (pixelData.encapsulated) {
    if (isVideoTransferSyntax(transferSyntaxUid)) return;
    const { length } = pixelData.fragments;
    if (length >= shape.numberOfFrames) return;
    throw new DicomParseError(
      'TRUNCATED',
      `${pixelData.keyword} has ${length} fragments for the ${shape.numberOfFrames} frames of NumberOfFrames. ` +
        'Frames are missing; send the file again from its source.',
      pixelData.offset,
    );
  }
  const expected = Math.ceil((nativeFrameBits(shape) * shape.numberOfFrames) / 8);
  if (pixelData.length >= expected) return;
  throw new DicomParseError(
    'TRUNCATED',
    `${pixelData.keyword} has ${pixelData.length} bytes; ${shape.rows} rows, ${shape.columns} columns, ` +
      `${shape.samplesPerPixel} samples of ${shape.bitsAllocated} bits and ${shape.numberOfFrames} frames ` +
      `need ${expected}. Pixels are missing; send the file again from its source.`,
    pixelData.offset,
  );
}
