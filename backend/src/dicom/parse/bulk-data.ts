/** Values that the parsed dataset only points to, or carries inline, as bytes and numbers. */
import type { DicomJsonElement } from '../json/dicom-json.js';
import { parseBulkReference } from './bulk-reference.js';
import { contentOf, type ParsedInstance } from './parsed-instance.js';
import type { InstanceBytes } from './byte-source.js';
import { inLittleEndian } from './values.js';

/**
 * The value of a binary element in little endian order: a view of `bytes` where it can be, so do not write
 * into it. Undefined for an element without bytes, or one that points outside the instance.
 */
export function binaryValue(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  element: DicomJsonElement | undefined,
): Uint8Array | undefined {
  if (element?.InlineBinary !== undefined) return Buffer.from(element.InlineBinary, 'base64');
  const reference = element?.BulkDataURI === undefined ? undefined : parseBulkReference(element.BulkDataURI);
  if (element === undefined || reference === undefined) return undefined;
  const content = contentOf(bytes, parsed);
  if (reference.offset + reference.length > content.length) return undefined;
  const value = content.read(reference.offset, reference.offset + reference.length);
  return inLittleEndian(value, element.vr, parsed.encoding.littleEndian);
}

/** Unsigned 16-bit numbers of a look-up table, whether it is written as US, SS or OW, inline or in bulk. */
export function wordValues(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  element: DicomJsonElement | undefined,
): Uint16Array | undefined {
  const binary = binaryValue(bytes, parsed, element);
  if (binary === undefined) {
    const values = element?.Value;
    if (values === undefined) return undefined;
    return Uint16Array.from(values, (value) => (typeof value === 'number' ? value : 0));
  }
  const words = new Uint16Array(binary.length >> 1);
  for (let i = 0; i < words.length; i += 1) words[i] = (binary[2 * i] ?? 0) | ((binary[2 * i + 1] ?? 0) << 8);
  return words;
}
