import { getNumber, imagePlane, type DicomJsonDataset } from '../dicom/index.js';

/**
 * Millimetres along the stack that each slice stands for: half the way to each neighbour, and never more
 * than its own thickness where that is stated. `undefined` where the position is not known. The slices must
 * be in stack order.
 */
export function sliceExtents(slices: readonly DicomJsonDataset[]): (number | undefined)[] {
  const positions = slices.map(positionAlongNormal);
  return slices.map((slice, index) => {
    const thickness = getNumber(slice, 'SliceThickness');
    const gaps = [gap(positions, index - 1), gap(positions, index)].filter((one) => one !== undefined);
    if (gaps.length === 0) return thickness;
    const share = gaps.reduce((sum, one) => sum + one, 0) / gaps.length;
    return thickness === undefined ? share : Math.min(thickness, share);
  });
}

/** Millimetres of each slice along the stack; its index in the stack where a slice does not state its place. */
export function alongStack(slices: readonly DicomJsonDataset[]): number[] {
  const positions = slices.map(positionAlongNormal);
  return positions.some((position) => position === undefined)
    ? slices.map((_, index) => index)
    : (positions as number[]);
}

function gap(positions: readonly (number | undefined)[], index: number): number | undefined {
  const [from, to] = [positions[index], positions[index + 1]];
  return from === undefined || to === undefined ? undefined : Math.abs(to - from);
}

function positionAlongNormal(slice: DicomJsonDataset): number | undefined {
  const plane = imagePlane(slice);
  if (!plane) return undefined;
  const [x, y, z] = plane.position;
  const [nx, ny, nz] = plane.normal;
  return x * nx + y * ny + z * nz;
}
