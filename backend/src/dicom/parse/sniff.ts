/** Guessing how a dataset is written from its first element, where nothing trustworthy says it. */
import { entryOfTag } from '../dictionary/dictionary.js';
import { ByteReader, type ByteSource } from './byte-source.js';
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
export function sniffLayout(source: ByteSource, offset: number): ElementLayout | undefined {
  if (offset + 8 > source.length) return undefined;
  const reader = new ByteReader(source, true);
  const little = reader.uint16(offset);
  const big = ((little & 0xff) << 8) | (little >>> 8);
  const explicitVR = isKnownVr(vrAt(reader, offset + 4));
  if (isFirstGroup(little)) {
    if (explicitVR) return { explicitVR, littleEndian: true };
    const length = reader.uint32(offset + 4);
    const fits = length === UNDEFINED_LENGTH || offset + 8 + length <= source.length;
    return fits ? { explicitVR: false, littleEndian: true } : undefined;
  }
  return explicitVR && isFirstGroup(big) ? { explicitVR, littleEndian: false } : undefined;
}

/** The same for a file without any meta group: the first tag must be one that PS3.6 knows in group 0008. */
export function sniffBareDataset(source: ByteSource): ElementLayout | undefined {
  const layout = sniffLayout(source, 0);
  if (layout === undefined) return undefined;
  const tag = new ByteReader(source, layout.littleEndian).tag(0);
  if (tag >>> 16 !== 0x0008) return undefined;
  return (tag & 0xffff) === 0 || entryOfTag(tag) !== undefined ? layout : undefined;
}

function isFirstGroup(group: number): boolean {
  return group > 0 && group <= MAX_FIRST_GROUP;
}
