/** Reading values out of a dataset by keyword. A missing or empty attribute is `undefined` or an empty list. */
import { tagOfKeyword } from '../dictionary/dictionary.js';
import type {
  DicomJsonDataset,
  DicomJsonElement,
  DicomJsonPersonName,
  DicomJsonValue,
} from './dicom-json.js';

/** The attribute itself, or undefined. `keyword` is the name in PS3.6 or eight hexadecimal digits. */
export function getElement(dataset: DicomJsonDataset, keyword: string): DicomJsonElement | undefined {
  return dataset[/^[0-9A-F]{8}$/.test(keyword) ? keyword : tagOfKeyword(keyword)];
}

/** True where the attribute is in the dataset, with or without a value. */
export function hasElement(dataset: DicomJsonDataset, keyword: string): boolean {
  return getElement(dataset, keyword) !== undefined;
}

/** Value number `index` (from 0) as text; a Person Name gives its alphabetic group, else the first it has. */
export function getString(dataset: DicomJsonDataset, keyword: string, index = 0): string | undefined {
  return asString(getElement(dataset, keyword)?.Value?.[index]);
}

/** All values as text; empty values of a list stay as empty text so that positions are kept. */
export function getStrings(dataset: DicomJsonDataset, keyword: string): string[] {
  return (getElement(dataset, keyword)?.Value ?? []).map((value) => asString(value) ?? '');
}

/** Value number `index` (from 0) as a finite number; text that is no number is undefined. */
export function getNumber(dataset: DicomJsonDataset, keyword: string, index = 0): number | undefined {
  return asNumber(getElement(dataset, keyword)?.Value?.[index]);
}

/** All values as numbers; an empty list unless every one of them is a finite number. */
export function getNumbers(dataset: DicomJsonDataset, keyword: string): number[] {
  const numbers = (getElement(dataset, keyword)?.Value ?? []).map(asNumber);
  return numbers.every((value) => value !== undefined) ? numbers : [];
}

/** The three component groups of a Person Name. */
export function getPersonName(
  dataset: DicomJsonDataset,
  keyword: string,
  index = 0,
): DicomJsonPersonName | undefined {
  const value = getElement(dataset, keyword)?.Value?.[index];
  return isPersonName(getElement(dataset, keyword)?.vr, value) ? value : undefined;
}

/** The items of a sequence, in order. */
export function getSequence(dataset: DicomJsonDataset, keyword: string): DicomJsonDataset[] {
  const element = getElement(dataset, keyword);
  if (element?.vr !== 'SQ') return [];
  return (element.Value ?? []).map((item) => (isDataset(item) ? item : {}));
}

/** The first item of a sequence. */
export function getItem(dataset: DicomJsonDataset, keyword: string): DicomJsonDataset | undefined {
  return getSequence(dataset, keyword)[0];
}

function isPersonName(
  vr: string | undefined,
  value: DicomJsonValue | undefined,
): value is DicomJsonPersonName {
  return vr === 'PN' && typeof value === 'object' && value !== null;
}

function isDataset(value: DicomJsonValue): value is DicomJsonDataset {
  return typeof value === 'object' && value !== null;
}

function asString(value: DicomJsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined) return undefined;
  for (const group of ['Alphabetic', 'Ideographic', 'Phonetic'] as const) {
    const text = value[group];
    if (typeof text === 'string' && text !== '') return text;
  }
  return undefined;
}

function asNumber(value: DicomJsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}
