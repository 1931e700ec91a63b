/** Where an image lies in the patient (PS3.3 C.7.6.2, and C.7.6.16 for multi-frame objects). */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getNumbers, getSequence } from '../json/getters.js';
import { cross, unit, type Vector3 } from './vector.js';

/** Position and directions of one image or frame. */
export interface ImagePlane {
  /** Centre of the first pixel, mm. */
  readonly position: Vector3;
  /** Direction of growing column index, then of growing row index: unit vectors. */
  readonly rowDirection: Vector3;
  readonly columnDirection: Vector3;
  /** Right-handed normal, unit length. */
  readonly normal: Vector3;
  /** Between rows, then between columns, mm. */
  readonly pixelSpacing?: readonly [number, number];
}

/** Which way an image is cut; `oblique` where no axis of the patient is within 37 degrees of its normal. */
export type SliceOrientation = 'axial' | 'coronal' | 'sagittal' | 'oblique';

const MIN_AXIS_COSINE = 0.8;

/** Unit normal of the six direction cosines of ImageOrientationPatient, or undefined where they span no plane. */
export function sliceNormal(imageOrientationPatient: readonly number[]): Vector3 | undefined {
  const [a, b, c, d, e, f] = imageOrientationPatient;
  if (a === undefined || b === undefined || c === undefined) return undefined;
  if (d === undefined || e === undefined || f === undefined) return undefined;
  const row = unit([a, b, c]);
  const column = unit([d, e, f]);
  return row === undefined || column === undefined ? undefined : unit(cross(row, column));
}

/** Orientation of a slice by its normal. */
export function sliceOrientation(normal: Vector3): SliceOrientation {
  const [x, y, z] = normal.map(Math.abs) as [number, number, number];
  const largest = Math.max(x, y, z);
  if (largest < MIN_AXIS_COSINE) return 'oblique';
  return largest === z ? 'axial' : largest === y ? 'coronal' : 'sagittal';
}

/** Plane of a single-frame image, or undefined where position or orientation is missing or makes no sense. */
export function imagePlane(dataset: DicomJsonDataset): ImagePlane | undefined {
  return planeOf(
    getNumbers(dataset, 'ImagePositionPatient'),
    getNumbers(dataset, 'ImageOrientationPatient'),
    getNumbers(dataset, 'PixelSpacing'),
  );
}

/** Directions of growing column index and of growing row index; undefined where the image states none. */
export function imageDirections(dataset: DicomJsonDataset): { row: Vector3; column: Vector3 } | undefined {
  return directionsOf(getNumbers(dataset, 'ImageOrientationPatient'));
}

/** Planes of the frames of a multi-frame image, from its functional groups; undefined for a frame without one. */
export function framePlanes(dataset: DicomJsonDataset): (ImagePlane | undefined)[] {
  const shared = getItem(dataset, 'SharedFunctionalGroupsSequence') ?? {};
  return getSequence(dataset, 'PerFrameFunctionalGroupsSequence').map((frame) => {
    const group = (keyword: string): DicomJsonDataset =>
      getItem(frame, keyword) ?? getItem(shared, keyword) ?? {};
    return planeOf(
      getNumbers(group('PlanePositionSequence'), 'ImagePositionPatient'),
      getNumbers(group('PlaneOrientationSequence'), 'ImageOrientationPatient'),
      getNumbers(group('PixelMeasuresSequence'), 'PixelSpacing'),
    );
  });
}

/** Undefined where the six direction cosines span no plane. */
function directionsOf(orientation: readonly number[]): { row: Vector3; column: Vector3 } | undefined {
  if (!sliceNormal(orientation)) return undefined;
  const row = unit(orientation.slice(0, 3) as unknown as Vector3);
  const column = unit(orientation.slice(3, 6) as unknown as Vector3);
  return row && column ? { row, column } : undefined;
}

function planeOf(
  position: readonly number[],
  orientation: readonly number[],
  spacing: readonly number[],
): ImagePlane | undefined {
  const normal = sliceNormal(orientation);
  const directions = directionsOf(orientation);
  const [x, y, z] = position;
  if (x === undefined || y === undefined || z === undefined) return undefined;
  if (normal === undefined || directions === undefined) return undefined;
  const [betweenRows, betweenColumns] = spacing;
  return {
    position: [x, y, z],
    rowDirection: directions.row,
    columnDirection: directions.column,
    normal,
    ...(betweenRows !== undefined && betweenColumns !== undefined && betweenRows > 0 && betweenColumns > 0
      ? { pixelSpacing: [betweenRows, betweenColumns] as const }
      : {}),
  };
}
