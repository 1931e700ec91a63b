/** Inputs for the specs: a small synthetic series, an algorithm, and the real studies of ../shared/dicom. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { parsePart10 } from '../../parse/part10.js';
import type { AlgorithmIdentity } from '../algorithm.js';
import { sct } from '../concepts.js';
import { datasetOf, type Attributes } from '../dataset.js';
import { derivedObjectUids, type DerivedObject } from '../derived-object.js';
import type { SegMask, SegmentInput } from '../seg.js';
import { uidFrom } from '../uid.js';

const REAL_STUDIES = fileURLToPath(new URL('../../../../../../shared/dicom/', import.meta.url));

/** Like `describe`, for specs on real studies; says in one line that it skips where they are absent. */
export function describeReal(name: string, specs: () => void): void {
  if (existsSync(REAL_STUDIES)) describe(name, specs);
  else describe.skip(`${name} (../shared/dicom is absent)`, specs);
}

/** Files of a folder of ../shared/dicom, in the order of their names. */
export function realPaths(folder: string): string[] {
  const path = join(REAL_STUDIES, folder);
  return readdirSync(path)
    .sort()
    .map((file) => join(path, file));
}

/** Headers of the images of a folder of ../shared/dicom. */
export function realImages(folder: string): DicomJsonDataset[] {
  return realPaths(folder).map((path) => parsePart10(readFileSync(path)).dataset);
}

export function realImage(path: string): DicomJsonDataset {
  return parsePart10(readFileSync(join(REAL_STUDIES, path))).dataset;
}

export const ALGORITHM: AlgorithmIdentity = {
  id: 'head-ct-hyperdensity',
  version: '1.0.0',
  name: 'Head CT hyperdensity finder',
  manufacturer: 'Firstread',
  digest: 'ab'.repeat(32),
};

export function derivedObject(kind: 'SR' | 'SEG', runKey = 'run-1'): DerivedObject {
  return {
    ...derivedObjectUids(runKey, kind),
    SeriesNumber: kind === 'SR' ? 9001 : 9002,
    created: { date: '20261125', time: '101500' },
  };
}

/** Header of slice `index` of a small axial CT, 5 mm apart, 8 rows of 10 pixels. */
export function ctSlice(index: number, changes: Attributes = {}): DicomJsonDataset {
  return datasetOf({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: uidFrom('spec', 'instance', String(index)),
    StudyInstanceUID: uidFrom('spec', 'study'),
    SeriesInstanceUID: uidFrom('spec', 'series'),
    FrameOfReferenceUID: uidFrom('spec', 'frame of reference'),
    StudyDate: '20261125',
    StudyTime: '080000',
    StudyID: '1',
    AccessionNumber: 'A1',
    Modality: 'CT',
    PatientName: 'SPEC^ONE',
    PatientID: 'SPEC-1',
    PatientBirthDate: '19500101',
    PatientSex: 'F',
    Rows: 8,
    Columns: 10,
    PixelSpacing: [0.48828125, 0.48828125],
    SliceThickness: 5,
    ImagePositionPatient: [-125, -123.5404569, 5.8360586 + 5 * index],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    ...changes,
  });
}

/** A mask of `rows` x `columns` with a filled rectangle, which on a small image touches no byte boundary. */
export function rectangleMask(
  rows: number,
  columns: number,
  [top, left, height, width]: number[],
): Uint8Array {
  const mask = new Uint8Array(rows * columns);
  for (let row = top ?? 0; row < (top ?? 0) + (height ?? 1); row += 1) {
    mask.fill(1, row * columns + (left ?? 0), row * columns + (left ?? 0) + (width ?? 1));
  }
  return mask;
}

export function lesionSegment(masks: readonly SegMask[], changes: Partial<SegmentInput> = {}): SegmentInput {
  return {
    label: 'Hyperdensity',
    category: sct('49755003', 'Morphologically abnormal structure'),
    type: sct('52988006', 'Lesion'),
    trackingIdentifier: 'Hyperdensity 1',
    trackingUid: uidFrom('spec', 'tracking', '1'),
    displayColour: [60, 70, 50],
    masks,
    ...changes,
  };
}
