/** Datasets to be written, built from DICOM keywords; values are checked as they go in. */
import type { DicomJsonDataset, DicomJsonElement, DicomJsonPersonName } from '../json/dicom-json.js';
import { entryOfKeyword, formatTag, tagOfKeyword } from '../dictionary/dictionary.js';
import { decimalString, valueProblem } from './value-check.js';

/** An attribute whose value is bytes, as they are to stand in the file (little endian). */
export interface BinaryElement {
  vr: 'OB' | 'OW';
  bytes: Uint8Array;
}

/** A sequence whose items may hold binary elements. */
export interface SequenceElement {
  vr: 'SQ';
  items: readonly EncodableDataset[];
}

/** A dataset ready for writing. Every DICOM JSON dataset is one. */
export interface EncodableDataset {
  [tag: string]: DicomJsonElement | BinaryElement | SequenceElement;
}

/** VRs the standard leaves to the context, as our objects need them: unsigned samples, 8-bit bytes. */
const CONTEXT_VR: Readonly<Record<string, string>> = { 'OB or OW': 'OB', 'US or SS': 'US' };

type SingleValue = string | number | DicomJsonPersonName;

/**
 * What a keyword may be given: one value, several, items of a sequence, bytes; `null` writes the attribute
 * empty (type 2), `undefined` leaves it out.
 */
export type AttributeValue =
  SingleValue | readonly (string | number)[] | readonly Attributes[] | Uint8Array | null | undefined;

/** Attributes by DICOM keyword (PS3.6). */
export interface Attributes {
  readonly [keyword: string]: AttributeValue;
}

/**
 * Makes a dataset of keyword attributes. Throws a TypeError that names keyword, value and reason where a value
 * may not stand under the VR of its keyword.
 */
export function datasetOf(attributes: Attributes): EncodableDataset {
  const dataset: EncodableDataset = {};
  for (const [keyword, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    const entry = entryOfKeyword(keyword);
    if (entry === undefined) throw new TypeError(`"${keyword}" is not a DICOM keyword`);
    const vr = CONTEXT_VR[entry.vr] ?? entry.vr;
    dataset[formatTag(entry.tag)] = elementOf(keyword, vr, value);
  }
  return dataset;
}

/** The bytes of Pixel Data with its VR (PS3.5 A.2: OW where Bits Allocated exceeds 8). */
export function pixelData(bytes: Uint8Array, vr: 'OB' | 'OW'): EncodableDataset {
  return { [tagOfKeyword('PixelData')]: { vr, bytes } };
}

function elementOf(
  keyword: string,
  vr: string,
  value: NonNullable<AttributeValue> | null,
): EncodableDataset[string] {
  if (value === null) return { vr };
  if (value instanceof Uint8Array) {
    if (vr !== 'OB' && vr !== 'OW') throw new TypeError(`${keyword} has VR ${vr} and takes no bytes`);
    return { vr, bytes: value };
  }
  if (vr === 'SQ') {
    if (!isItems(value)) throw new TypeError(`${keyword} is a sequence and takes items`);
    return { vr: 'SQ', items: value.map(datasetOf) };
  }
  const values: readonly (SingleValue | Attributes)[] = isList(value) ? value : [value];
  return { vr, Value: values.map((single) => checkedValue(keyword, vr, single)) };
}

function isItems(value: NonNullable<AttributeValue>): value is readonly Attributes[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'object');
}

function isList(
  value: NonNullable<AttributeValue>,
): value is readonly (string | number)[] | readonly Attributes[] {
  return Array.isArray(value);
}

function checkedValue(keyword: string, vr: string, value: SingleValue | Attributes): SingleValue {
  if (vr === 'PN') {
    const name = typeof value === 'string' ? { Alphabetic: value } : value;
    if (typeof name !== 'object')
      throw new TypeError(`${keyword} is a person name, got ${JSON.stringify(value)}`);
    refuse(keyword, vr, personNameText(name));
    return name;
  }
  if (typeof value === 'object') throw new TypeError(`${keyword} has VR ${vr} and takes no item`);
  refuse(keyword, vr, value);
  if (typeof value === 'number' && vr === 'DS') return decimalString(value);
  return typeof value === 'number' && vr === 'IS' ? String(value) : value;
}

function refuse(keyword: string, vr: string, value: string | number): void {
  const problem = valueProblem(vr, value);
  if (problem !== undefined) throw new TypeError(`${keyword} "${String(value)}" ${problem}`);
}

/** A person name as it stands in the file: groups joined by `=`, empty groups at the end left out (PS3.5 6.2.1). */
export function personNameText(name: DicomJsonPersonName): string {
  const groups = [name.Alphabetic ?? '', name.Ideographic ?? '', name.Phonetic ?? ''];
  while (groups.length > 1 && groups.at(-1) === '') groups.pop();
  return groups.join('=');
}

/** Joins datasets; of an attribute that stands in several, the last counts. */
export function mergeDatasets(
  ...datasets: readonly (EncodableDataset | DicomJsonDataset)[]
): EncodableDataset {
  return Object.assign({}, ...datasets) as EncodableDataset;
}
