/** Keyword, tag and VR look-ups over the PS3.6 data dictionary that dcmjs carries. */
import dcmjsDictionary from 'dcmjs/dictionary';

/** One public attribute of PS3.6. `vr` may be `US or SS` and `OB or OW`, as the standard writes them. */
export interface DictionaryEntry {
  /** Group in the upper, element in the lower 16 bits. */
  readonly tag: number;
  readonly keyword: string;
  readonly vr: string;
}

const PUBLIC_TAG = /^\(([0-9A-F]{4}),([0-9A-F]{4})\)$/;
const REPEATING_TAG = /^\((50|60)00-(50|60)FF,([0-9A-F]{4})\)$/;

/** dcmjs' short marks for attributes with a choice of VRs. */
const CHOICE_OF_VR: Readonly<Record<string, string>> = {
  xs: 'US or SS',
  ox: 'OB or OW',
  lt: 'US or OW',
  up: 'UL',
};

const byTag = new Map<number, DictionaryEntry>();
const byKeyword = new Map<string, DictionaryEntry>();

for (const [key, { name, vr }] of Object.entries(dcmjsDictionary)) {
  const match = PUBLIC_TAG.exec(key) ?? REPEATING_TAG.exec(key);
  if (match === null || vr === undefined || vr === 'na') continue;
  const [group, element] =
    match.length === 3 ? [match[1] ?? '', match[2] ?? ''] : [`${match[1] ?? ''}00`, match[3] ?? ''];
  if ((Number.parseInt(group, 16) & 1) === 1) continue;
  const retired = name.startsWith('RETIRED_');
  const entry: DictionaryEntry = {
    tag: Number.parseInt(group + element, 16),
    keyword: retired ? name.slice('RETIRED_'.length) : name,
    vr: CHOICE_OF_VR[vr] ?? vr,
  };
  byTag.set(entry.tag, entry);
  if (!retired || !byKeyword.has(entry.keyword)) byKeyword.set(entry.keyword, entry);
}

/** The numeric tag as the key of the DICOM JSON model: eight upper case hexadecimal digits. */
export function formatTag(tag: number): string {
  return (tag >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

/** The numeric tag as people write it: `(0010,0020)`. */
export function displayTag(tag: number): string {
  const hex = formatTag(tag);
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

/** Groups with an odd number are private (PS3.5 7.8). */
export function isPrivateTag(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}

/** (gggg,0010-00FF) of an odd group reserves a block for a vendor; its value names him (PS3.5 7.8.1). */
export function isPrivateCreator(tag: number): boolean {
  const element = tag & 0xffff;
  return isPrivateTag(tag) && element >= 0x10 && element <= 0xff;
}

/** Entry of a public tag; curve and overlay groups 50xx and 60xx share one entry. */
export function entryOfTag(tag: number): DictionaryEntry | undefined {
  const found = byTag.get(tag);
  if (found !== undefined) return found;
  const repeating = tag >>> 24;
  if ((repeating === 0x60 || repeating === 0x50) && !isPrivateTag(tag)) {
    return byTag.get(((repeating << 24) | (tag & 0xffff)) >>> 0);
  }
  return undefined;
}

/** Keyword of a public tag, or undefined. */
export function keywordOfTag(tag: number | string): string | undefined {
  return entryOfTag(typeof tag === 'string' ? Number.parseInt(tag, 16) : tag)?.keyword;
}

/** Entry of a keyword such as `PatientID`, or undefined where PS3.6 has none. */
export function entryOfKeyword(keyword: string): DictionaryEntry | undefined {
  return byKeyword.get(keyword);
}

/**
 * Tag of a keyword as the key of the DICOM JSON model.
 * @throws RangeError for a word that is no keyword of PS3.6: a slip of the program, not of the data
 */
export function tagOfKeyword(keyword: string): string {
  const cached = tagCache.get(keyword);
  if (cached !== undefined) return cached;
  const entry = byKeyword.get(keyword);
  if (entry === undefined) throw new RangeError(`"${keyword}" is no DICOM keyword (PS3.6)`);
  const tag = formatTag(entry.tag);
  tagCache.set(keyword, tag);
  return tag;
}

const tagCache = new Map<string, string>();
