/** One fingerprint for one object, by whichever door and in whichever native encoding it came. */
import { createHash, type Hash } from 'node:crypto';
import type { DicomJsonDataset, DicomJsonElement, DicomJsonValue } from '../json/dicom-json.js';
import { binaryValue } from './bulk-data.js';
import { contentOf, type ParsedInstance } from './parsed-instance.js';

const PIXEL_DATA = '7FE00010';
/** Says how text is written, not what it says. */
const SPECIFIC_CHARACTER_SET = '00080005';

/**
 * SHA-256 (hexadecimal) of what the dataset says: values in tag order, without meta group, group lengths,
 * padding, value representations and byte order, which senders write anew at each hop. Compressed pixels
 * count as they are stored, together with their transfer syntax. Private values are bytes in Implicit VR and
 * typed in Explicit VR: an object that has some and comes in both counts as two.
 */
export function contentDigest(bytes: Uint8Array, parsed: ParsedInstance): string {
  const hash = createHash('sha256');
  addDataset(hash, bytes, parsed, parsed.dataset);
  const { pixelData } = parsed;
  if (pixelData?.encapsulated) {
    const content = contentOf(bytes, parsed);
    hash.update(parsed.transferSyntaxUid);
    for (const { offset, length } of pixelData.fragments)
      hash.update(content.subarray(offset, offset + length));
  }
  return hash.digest('hex');
}

function addDataset(hash: Hash, bytes: Uint8Array, parsed: ParsedInstance, dataset: DicomJsonDataset): void {
  for (const tag of Object.keys(dataset).sort()) {
    if (tag.endsWith('0000') || tag === SPECIFIC_CHARACTER_SET) continue;
    if (tag === PIXEL_DATA && parsed.pixelData?.encapsulated) continue;
    hash.update(`${tag}:`);
    addElement(hash, bytes, parsed, dataset[tag] as DicomJsonElement);
    hash.update(';');
  }
}

function addElement(hash: Hash, bytes: Uint8Array, parsed: ParsedInstance, element: DicomJsonElement): void {
  const binary = binaryValue(bytes, parsed, element);
  if (binary) hash.update(binary);
  for (const value of element.Value ?? []) addValue(hash, bytes, parsed, element.vr, value);
}

function addValue(
  hash: Hash,
  bytes: Uint8Array,
  parsed: ParsedInstance,
  vr: string,
  value: DicomJsonValue,
): void {
  if (vr === 'SQ' && value !== null && typeof value === 'object') {
    hash.update('{');
    addDataset(hash, bytes, parsed, value as DicomJsonDataset);
    hash.update('}');
    return;
  }
  hash.update(`${JSON.stringify(value)},`);
}
