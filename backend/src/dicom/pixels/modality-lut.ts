/** Stored values to values that mean something: Hounsfield units, optical density (PS3.3 C.11.1). */
import type { InstanceBytes } from '../parse/byte-source.js';
import type { PixelArray } from '../codecs/samples.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getNumber, getSequence, getString } from '../json/getters.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import { lookUp, readLookupTable, type LookupTable } from './lookup-table.js';

/** The modality transformation of a frame: a line or a table. `type` is RescaleType or ModalityLUTType, if given. */
export type ModalityTransform =
  | { readonly kind: 'rescale'; readonly slope: number; readonly intercept: number; readonly type?: string }
  | { readonly kind: 'table'; readonly table: LookupTable; readonly type?: string };

/** The transformation that a frame declares; slope 1 and intercept 0 where it declares none. */
export function readModalityTransform(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frameIndex = 0,
): ModalityTransform {
  const { dataset } = parsed;
  const item = getItem(dataset, 'ModalityLUTSequence');
  const table = item === undefined ? undefined : readLookupTable(bytes, parsed, item);
  if (item !== undefined && table !== undefined) {
    return { kind: 'table', table, ...typed(getString(item, 'ModalityLUTType')) };
  }
  const source = pixelValueTransformation(dataset, frameIndex) ?? dataset;
  const slope = getNumber(source, 'RescaleSlope');
  return {
    kind: 'rescale',
    slope: slope === undefined || slope === 0 ? 1 : slope,
    intercept: getNumber(source, 'RescaleIntercept') ?? 0,
    ...typed(getString(source, 'RescaleType')),
  };
}

/** Applies a modality transformation. */
export function modalityLut(pixels: PixelArray, transform: ModalityTransform): Float32Array {
  const out = new Float32Array(pixels.length);
  if (transform.kind === 'table') {
    for (let i = 0; i < out.length; i += 1) out[i] = lookUp(transform.table, pixels[i] ?? 0);
    return out;
  }
  const { slope, intercept } = transform;
  for (let i = 0; i < out.length; i += 1) out[i] = (pixels[i] ?? 0) * slope + intercept;
  return out;
}

/** Enhanced multi-frame objects keep the rescale in functional groups (PS3.3 C.7.6.16.2.9). */
function pixelValueTransformation(
  dataset: DicomJsonDataset,
  frameIndex: number,
): DicomJsonDataset | undefined {
  const perFrame = getSequence(dataset, 'PerFrameFunctionalGroupsSequence')[frameIndex] ?? {};
  const shared = getItem(dataset, 'SharedFunctionalGroupsSequence') ?? {};
  const keyword = 'PixelValueTransformationSequence';
  return getItem(perFrame, keyword) ?? getItem(shared, keyword);
}

function typed(type: string | undefined): { type?: string } {
  return type === undefined ? {} : { type };
}
