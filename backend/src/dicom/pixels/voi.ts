/** Windowing: modality values to what is shown (PS3.3 C.11.2). */
import type { InstanceBytes } from '../parse/byte-source.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getNumber, getSequence, getString } from '../json/getters.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import { lookUp, readLookupTable, type LookupTable } from './lookup-table.js';

/** VOI LUT Function (0028,1056). */
export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** A window in modality values. `width` is above 0, and at least 1 for LINEAR. */
export interface VoiWindow {
  readonly kind: 'window';
  readonly center: number;
  readonly width: number;
  readonly function: VoiFunction;
}

/** How modality values become shown ones. */
export type VoiTransform = VoiWindow | { readonly kind: 'table'; readonly table: LookupTable };

/**
 * The first window of a frame, or its first VOI LUT where it has no window; undefined where it has neither
 * (or only a window of no width).
 */
export function readVoi(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frameIndex = 0,
): VoiTransform | undefined {
  const { dataset } = parsed;
  const window = readWindow(frameVoi(dataset, frameIndex) ?? dataset);
  if (window !== undefined) return window;
  const item = getItem(dataset, 'VOILUTSequence');
  const table = item === undefined ? undefined : readLookupTable(bytes, parsed, item);
  return table === undefined ? undefined : { kind: 'table', table };
}

/** Applies a VOI transformation; the output runs from `low` to `high`. */
export function applyVoi(values: Float32Array, voi: VoiTransform, low = 0, high = 255): Float32Array {
  const out = new Float32Array(values.length);
  const range = high - low;
  if (voi.kind === 'table') {
    const top = 2 ** voi.table.bits - 1;
    for (let i = 0; i < out.length; i += 1) out[i] = low + (lookUp(voi.table, values[i] ?? 0) / top) * range;
    return out;
  }
  const shape = SHAPES[voi.function];
  for (let i = 0; i < out.length; i += 1) out[i] = low + shape(values[i] ?? 0, voi.center, voi.width) * range;
  return out;
}

/** The formulas of PS3.3 C.11.2.1.2 and C.11.2.1.3, for an output from 0 to 1. */
const SHAPES: Readonly<Record<VoiFunction, (x: number, center: number, width: number) => number>> = {
  LINEAR: (x, center, width) => {
    if (x <= center - 0.5 - (width - 1) / 2) return 0;
    if (x > center - 0.5 + (width - 1) / 2) return 1;
    return (x - (center - 0.5)) / (width - 1) + 0.5;
  },
  LINEAR_EXACT: (x, center, width) => {
    if (x <= center - width / 2) return 0;
    if (x > center + width / 2) return 1;
    return (x - center) / width + 0.5;
  },
  SIGMOID: (x, center, width) => 1 / (1 + Math.exp((-4 * (x - center)) / width)),
};

/** True where the smallest value is to be shown white. */
export function isInverted(dataset: DicomJsonDataset): boolean {
  return (
    getString(dataset, 'PhotometricInterpretation') === 'MONOCHROME1' ||
    getString(dataset, 'PresentationLUTShape') === 'INVERSE'
  );
}

/** Turns values between `low` and `high` round, in place: what MONOCHROME1 asks for. */
export function invert(values: Float32Array, low = 0, high = 255): Float32Array {
  for (let i = 0; i < values.length; i += 1) values[i] = high + low - (values[i] ?? 0);
  return values;
}

function readWindow(source: DicomJsonDataset): VoiWindow | undefined {
  const center = getNumber(source, 'WindowCenter');
  const width = getNumber(source, 'WindowWidth');
  if (center === undefined || width === undefined || width <= 0) return undefined;
  const declared = getString(source, 'VOILUTFunction');
  const voiFunction = declared === 'LINEAR_EXACT' || declared === 'SIGMOID' ? declared : 'LINEAR';
  return {
    kind: 'window',
    center,
    width: voiFunction === 'LINEAR' ? Math.max(1, width) : width,
    function: voiFunction,
  };
}

/** Enhanced multi-frame objects keep the window in functional groups (PS3.3 C.7.6.16.2.10). */
function frameVoi(dataset: DicomJsonDataset, frameIndex: number): DicomJsonDataset | undefined {
  const perFrame = getSequence(dataset, 'PerFrameFunctionalGroupsSequence')[frameIndex] ?? {};
  const shared = getItem(dataset, 'SharedFunctionalGroupsSequence') ?? {};
  return getItem(perFrame, 'FrameVOILUTSequence') ?? getItem(shared, 'FrameVOILUTSequence');
}
