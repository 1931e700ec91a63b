import type { Finding, SegmentationOutput } from '@firstread/contract';
import { apply, compose, inverse, scaling } from '../preprocess/affine.js';
import type { Plane } from '../preprocess/plane.js';
import { resize, resizeNearest } from '../preprocess/resize.js';
import { countPixels, keepLargestComponents, type Mask } from './mask.js';
import type { ImageGeometry, Reading } from './reading.js';
import { mapSlice, type Tensor } from './tensor.js';

/** Masks of one segment, one for each input image, in their order and matrix. */
export interface SegmentMasks {
  output: SegmentationOutput;
  masks: Mask[];
  /** The map itself in 255ths, 0 outside the mask's components; only of fractional outputs. */
  fractions?: Uint8Array[];
}

/** Maps of a model as masks in the matrix of each image. */
export function segmented(output: SegmentationOutput, tensor: Tensor, reading: Reading): SegmentMasks {
  const fractions: Uint8Array[] = [];
  const masks = reading.images.map((image, n) => {
    const map = mapInImage(output, tensor, reading, n, image);
    const values = above(map.values, output.threshold);
    const whole = { rows: image.rows, columns: image.columns, values };
    const mask = output.keepLargestComponents
      ? keepLargestComponents(whole, output.keepLargestComponents)
      : whole;
    if (output.encoding === 'fractional')
      fractions.push(
        Uint8Array.from(map.values, (value, at) =>
          values[at] === mask.values[at] ? Math.round(Math.min(1, Math.max(0, value)) * 255) : 0,
        ),
      );
    return mask;
  });
  return { output, masks, ...(output.encoding === 'fractional' ? { fractions } : {}) };
}

/** 1 where the value is above the threshold. A loop: it runs over every pixel of every slice. */
function above(values: Float32Array, threshold: number): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > threshold) mask[at] = 1;
  return mask;
}

/** The volume of a segment, held against its operating point. Throws where the images do not tell their size. */
export function volumeFinding(
  output: SegmentationOutput,
  finding: NonNullable<SegmentationOutput['finding']>,
  masks: readonly Mask[],
  images: readonly ImageGeometry[],
): Finding {
  const { concept, label, critical, operatingPoint } = finding;
  const millilitres = volumeMl(masks, images);
  if (millilitres === null)
    throw new Error(`The volume of ${output.segment.label} needs pixel spacing and slice positions`);
  return {
    concept,
    label,
    critical,
    flagged: millilitres >= operatingPoint,
    score: null,
    operatingPoint,
    quantity: { value: Math.round(millilitres * 100) / 100, unit: 'mL' },
    keyImage: largestSlice(masks, images),
    boxes: [],
  };
}

/** The map of one image in its matrix; 0 where the model did not look. */
function mapInImage(
  output: SegmentationOutput,
  tensor: Tensor,
  { planes, back }: Reading,
  n: number,
  image: ImageGeometry,
): Plane {
  const place = back[n];
  const plane = place && planes[place.lower];
  if (!place || !plane) throw new Error(`The model read nothing of image ${n + 1}`);
  const { channel = 0, upsampling } = output;
  const lower = mapSlice(tensor, place.lower, channel);
  const map = place.share === 0 ? lower : mixed(lower, mapSlice(tensor, place.upper, channel), place.share);
  if (covers(plane, image))
    return upsampling === 'nearest'
      ? resizeNearest(map, image.columns, image.rows)
      : resize(map, image.columns, image.rows, 'bilinear');
  const inPlane = scaling(plane.columns / map.columns, plane.rows / map.rows);
  return sampled(map, inverse(compose(plane.toSource, inPlane)), image, upsampling);
}

/** Whether the plane is the whole image, only stretched. */
function covers(plane: Reading['planes'][number], image: ImageGeometry): boolean {
  const { xx, xy, x0, yx, yy, y0 } = plane.toSource;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
  const straight = [xy, yx, x0, y0].every((one) => near(one, 0));
  return straight && near(xx * plane.columns, image.columns) && near(yy * plane.rows, image.rows);
}

function mixed(lower: Plane, upper: Plane, share: number): Plane {
  return {
    ...lower,
    values: lower.values.map((value, at) => value * (1 - share) + (upper.values[at] as number) * share),
  };
}

/** The map at the centre of every pixel of the image; `toMap` leads from the image to the map. */
function sampled(
  map: Plane,
  toMap: Parameters<typeof apply>[0],
  { rows, columns }: ImageGeometry,
  upsampling: SegmentationOutput['upsampling'],
): Plane {
  const read = upsampling === 'nearest' ? nearest : bilinear;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [x, y] = apply(toMap, [column + 0.5, row + 0.5]);
      if (x < 0 || y < 0 || x >= map.columns || y >= map.rows) continue;
      values[row * columns + column] = read(map, x, y);
    }
  return { rows, columns, values };
}

function nearest({ values, columns }: Plane, x: number, y: number): number {
  return values[Math.floor(y) * columns + Math.floor(x)] as number;
}

function bilinear(map: Plane, x: number, y: number): number {
  const clamp = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value));
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, down] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number): number =>
    map.values[clamp(row, map.rows) * map.columns + clamp(column, map.columns)] as number;
  const above = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const below = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return above * (1 - down) + below * down;
}

/** The image in which the segment is largest; null where it is in none. */
function largestSlice(masks: readonly Mask[], images: readonly ImageGeometry[]): string | null {
  const sizes = masks.map(countPixels);
  const most = Math.max(...sizes);
  return most > 0 ? (images[sizes.indexOf(most)]?.sopInstanceUid ?? null) : null;
}

function volumeMl(masks: readonly Mask[], images: readonly ImageGeometry[]): number | null {
  let cubicMillimetres = 0;
  for (const [n, mask] of masks.entries()) {
    const { pixelAreaMm2, sliceExtentMm } = images[n] as ImageGeometry;
    if (pixelAreaMm2 === null || sliceExtentMm === null) return null;
    cubicMillimetres += countPixels(mask) * pixelAreaMm2 * sliceExtentMm;
  }
  return cubicMillimetres / 1000;
}
