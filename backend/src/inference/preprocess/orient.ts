import { imageDirections, type DicomJsonDataset, type Vector3 } from '../../dicom/index.js';
import { flipped, transposed } from './canvas.js';
import { PreprocessingError } from './error.js';
import type { PlacedPlane } from './plane.js';

const [LEFT, BACK] = [0, 1];

/**
 * Turns the plane of an image so that columns run to the left or to the back, and rows to the back or to the feet: the
 * usual way to look at axial, coronal and sagittal slices. The axes of the patient are those of PS3.3 C.7.6.2.1.1.
 * Throws a PreprocessingError for an image that states no directions.
 */
export function orient(plane: PlacedPlane, image: DicomJsonDataset): PlacedPlane {
  const directions = imageDirections(image);
  if (!directions) throw new PreprocessingError('the image states no orientation, which the model needs');
  const { xx, xy, yx, yy } = plane.toSource;
  let across = mainAxis(mixed(directions, xx, yx));
  let down = mainAxis(mixed(directions, xy, yy));
  let turned = plane;
  if (across.axis > down.axis) {
    turned = transposed(plane);
    [across, down] = [down, across];
  }
  const isUsual = ({ axis, sign }: Axis): boolean => (axis === LEFT || axis === BACK ? sign > 0 : sign < 0);
  return flipped(turned, !isUsual(across), !isUsual(down));
}

interface Axis {
  axis: number;
  sign: number;
}

function mixed({ row, column }: { row: Vector3; column: Vector3 }, ofRow: number, ofColumn: number): Vector3 {
  const at = (axis: 0 | 1 | 2): number => row[axis] * ofRow + column[axis] * ofColumn;
  return [at(0), at(1), at(2)];
}

function mainAxis(direction: Vector3): Axis {
  const sizes = direction.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  return { axis, sign: Math.sign(direction[axis] ?? 0) };
}
