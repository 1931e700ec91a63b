/** Guessing how a dataset is written from its first element, where nothing trustworthy says it. */
import { entryOfTag } from '../dictionary/dictionary.js';
import { isKnownVr, UNDEFINED_LENGTH, vrAt } from './tokens.js';

/** How elements are written: the part of the encoding that the first bytes show. */
export interface ElementLayout {
  readonly explicitVR: boolean;
  readonly littleEndian: boolean;
}

/** Groups in which a dataset of a composite object may begin. */
const MAX_FIRST_GROUP = 0x0040;

/**
 * Layout that the element at `offset` shows, or undefined where it looks like no DICOM element. The group of
 * a first element is small, which tells the byte order; two letters of a VR tell explicit from implicit.
 */
export function sniffLayout(bytes: Buffer, offset: number): ElementLayout | undefined {
  if (offset + 8 > bytes.length) return undefined;
  const little = bytes.readUInt16LE(offset);
  const big = bytes.readUInt16BE(offset);
  const explicitVR = isKnownVr(vrAt(bytes, offset + 4));
  if (isFirstGroup(little)) {
    if (explicitVR) return { explicitVR, littleEndian: true };
    const length = bytes.readUInt32LE(offset + 4);
    const fits = length === UNDEFINED_LENGTH || offset + 8 + length <= bytes.length;
    return fits ? { explicitVR: false, littleEndian: true } : undefined;
  }
  return explicitVR && isFirstGroup(big) ? { explicitVR, littleEndian: false } : undefined;
}

/** The same for a file without any meta group: the first tag must be one that PS3.6 knows in group 0008. */
export function sniffBareDataset(bytes: Buffer): ElementLayout | undefined {
  const layout = sniffLayout(bytes, 0);
  if (layout === undefined) return undefined;
  const group = layout.littleEndian ? bytes.readUInt16LE(0) : bytes.readUInt16BE(0);
  const element = layout.littleEndian ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2);
  if (group !== 0x0008) return undefined;
  return element === 0 || entryOfTag(((group << 16) | element) >>> 0) !== undefined ? layout : undefined;
}

function isFirstGroup(group: number): boolean {
  return group > 0 && group <= MAX_FIRST_GROUP;
}
