/** The frames a segmentation is made on, and where they lie in the patient. */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getNumber, getNumbers, getSequence, getString } from '../json/getters.js';
import { instanceReferences, type InstanceReference } from './source.js';
import { uidFrom } from './uid.js';

/** Position of a frame in the patient, mm and direction cosines, as the source states it (PS3.3 C.7.6.2). */
export interface FramePlane {
  ImagePositionPatient: readonly number[];
  ImageOrientationPatient: readonly number[];
}

/** Pixel size, mm: between rows, between columns; and slice thickness, mm. */
export interface FrameMeasures {
  PixelSpacing: readonly number[];
  SliceThickness: number;
}

export interface SourceFrame {
  instance: InstanceReference;
  /** From 1. */
  FrameNumber: number;
  plane?: FramePlane;
  /**
   * Absent where the pixel size or the thickness is unknown: a projection image has no thickness, and the Pixel
   * Measures Macro (PS3.3 C.7.6.16.2.1) cannot be written without one. The source image then says the pixel size.
   */
  measures?: FrameMeasures;
}

/** One series of images, as far as a segmentation on it needs to know. */
export interface SegSource {
  references: readonly InstanceReference[];
  Rows: number;
  Columns: number;
  /** Whether the frames have a place in the patient; false for projection images without geometry. */
  hasGeometry: boolean;
  /** That of the source; a new one, made of the series UID, where the source states none or several. */
  FrameOfReferenceUID: string;
  /** Why the frame of reference is a new one although the source states some. */
  frameOfReferenceProblem?: string;
  frames: ReadonlyMap<string, SourceFrame>;
}

export function frameKey(SOPInstanceUID: string, FrameNumber: number): string {
  return `${SOPInstanceUID}#${FrameNumber}`;
}

/**
 * Reads the images of one series. Throws a TypeError where they are of more than one series or matrix size, or where
 * only some of them have a geometry. A series has one frame of reference (PS3.3 C.7.3.1); careless de-identification
 * gives each image its own, which is tolerated.
 */
export function segSource(images: readonly DicomJsonDataset[]): SegSource {
  const references = instanceReferences(images);
  only(
    references.map((reference) => reference.SeriesInstanceUID),
    'series',
  );
  const Rows = only(
    images.map((image) => getNumber(image, 'Rows')),
    'number of rows',
  );
  const Columns = only(
    images.map((image) => getNumber(image, 'Columns')),
    'number of columns',
  );
  if (Rows === undefined || Columns === undefined || Rows < 1 || Columns < 1) {
    throw new TypeError('The source images have no Rows and Columns');
  }
  const frames = new Map<string, SourceFrame>();
  const sliceGap = smallestGap(
    images.flatMap((image) => planesOf(image)).filter((plane) => plane !== undefined),
  );
  images.forEach((image, index) => {
    const instance = references[index];
    if (instance === undefined) return;
    for (const frame of framesOf(image, instance, sliceGap)) {
      frames.set(frameKey(instance.SOPInstanceUID, frame.FrameNumber), frame);
    }
  });
  const hasGeometry = only(
    [...frames.values()].map((frame) => frame.plane !== undefined),
    'kind of geometry',
  );
  return {
    references,
    Rows,
    Columns,
    hasGeometry,
    ...frameOfReference(images, references),
    frames,
  };
}

function only<T>(values: readonly T[], what: string): T {
  if (new Set(values).size > 1) throw new TypeError(`The source images have more than one ${what}`);
  return values[0] as T;
}

function frameOfReference(
  images: readonly DicomJsonDataset[],
  references: readonly InstanceReference[],
): Pick<SegSource, 'FrameOfReferenceUID' | 'frameOfReferenceProblem'> {
  const stated = new Set(images.map((image) => getString(image, 'FrameOfReferenceUID')));
  const [uid] = stated;
  const { StudyInstanceUID = '', SeriesInstanceUID = '' } = references[0] ?? {};
  const usedElsewhere = uid === StudyInstanceUID || uid === SeriesInstanceUID;
  if (stated.size === 1 && uid !== undefined && !usedElsewhere) return { FrameOfReferenceUID: uid };
  const FrameOfReferenceUID = uidFrom('firstread/frame-of-reference', SeriesInstanceUID);
  if (stated.size > 1) {
    return { FrameOfReferenceUID, frameOfReferenceProblem: 'differs between the images of the series' };
  }
  return usedElsewhere
    ? { FrameOfReferenceUID, frameOfReferenceProblem: 'is the UID of the study or series' }
    : { FrameOfReferenceUID };
}

/** Functional groups that apply to each frame, its own before the shared ones; of a single-frame image, none. */
function groupsPerFrame(image: DicomJsonDataset): DicomJsonDataset[][] {
  const shared = getItem(image, 'SharedFunctionalGroupsSequence') ?? {};
  const perFrame = getSequence(image, 'PerFrameFunctionalGroupsSequence');
  const count = getNumber(image, 'NumberOfFrames') ?? 1;
  return Array.from({ length: count }, (_, index) => [perFrame[index] ?? {}, shared]);
}

function planesOf(image: DicomJsonDataset): (FramePlane | undefined)[] {
  return groupsPerFrame(image).map((groups) => planeOf(image, groups));
}

/** Smallest distance between two planes, mm; undefined where there are no two. */
function smallestGap(planes: readonly FramePlane[]): number | undefined {
  const depths = planes.map(planeDepth).sort((a, b) => a - b);
  const gaps = depths.slice(1).map((depth, index) => depth - (depths[index] ?? depth));
  const apart = gaps.filter((gap) => gap > 0.001);
  return apart.length === 0 ? undefined : Math.min(...apart);
}

function framesOf(
  image: DicomJsonDataset,
  instance: InstanceReference,
  sliceGap: number | undefined,
): SourceFrame[] {
  return groupsPerFrame(image).map((groups, index) => {
    const plane = planeOf(image, groups);
    const measures = measuresOf(image, groups, sliceGap);
    return {
      instance,
      FrameNumber: index + 1,
      ...(plane === undefined ? {} : { plane }),
      ...(measures === undefined ? {} : { measures }),
    };
  });
}

function inGroups(
  image: DicomJsonDataset,
  groups: readonly DicomJsonDataset[],
  macro: string,
): DicomJsonDataset {
  return groups.map((group) => getItem(group, macro)).find((item) => item !== undefined) ?? image;
}

function planeOf(image: DicomJsonDataset, groups: readonly DicomJsonDataset[]): FramePlane | undefined {
  const ImagePositionPatient = getNumbers(
    inGroups(image, groups, 'PlanePositionSequence'),
    'ImagePositionPatient',
  );
  const ImageOrientationPatient = getNumbers(
    inGroups(image, groups, 'PlaneOrientationSequence'),
    'ImageOrientationPatient',
  );
  if (ImagePositionPatient.length !== 3 || ImageOrientationPatient.length !== 6) return undefined;
  return { ImagePositionPatient, ImageOrientationPatient };
}

function measuresOf(
  image: DicomJsonDataset,
  groups: readonly DicomJsonDataset[],
  sliceGap: number | undefined,
): FrameMeasures | undefined {
  const item = inGroups(image, groups, 'PixelMeasuresSequence');
  const PixelSpacing = [getNumbers(item, 'PixelSpacing'), getNumbers(image, 'ImagerPixelSpacing')].find(
    (spacing) => spacing.length === 2 && spacing.every((millimetres) => millimetres > 0),
  );
  const stated = getNumber(item, 'SliceThickness');
  const SliceThickness = stated !== undefined && stated > 0 ? stated : sliceGap;
  return PixelSpacing === undefined || SliceThickness === undefined
    ? undefined
    : { PixelSpacing, SliceThickness };
}

/** Distance of a plane from the origin along its normal, mm. */
export function planeDepth(plane: FramePlane): number {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = plane.ImageOrientationPatient;
  const [x = 0, y = 0, z = 0] = plane.ImagePositionPatient;
  return x * (ry * cz - rz * cy) + y * (rz * cx - rx * cz) + z * (rx * cy - ry * cx);
}
