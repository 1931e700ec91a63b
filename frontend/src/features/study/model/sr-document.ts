import { item, number, text, type DicomDataset, isDataset } from './dicom-json';

/** A reference of a document to an image or another object. */
export interface DocumentReference {
  sopClassUid: string;
  sopInstanceUid: string;
  frames: readonly number[];
}

/** One content item of a structured report, with its value in words. */
export interface ContentItem {
  type: string;
  concept: string | null;
  /** As the object says it: a number keeps its digits. Null where it has none, as a container. */
  value: string | null;
  reference: DocumentReference | null;
  children: readonly ContentItem[];
}

/** A structured report or a key object selection (PS3.3 C.17.3), as it is read. */
export interface SrDocument {
  title: string | null;
  complete: boolean | null;
  verified: boolean | null;
  verifiedBy: string | null;
  /** Made by a device, as its observer context says; null where it does not (PS3.16 TID 1002). */
  byDevice: boolean | null;
  content: readonly ContentItem[];
}

const tags = {
  valueType: '0040A040',
  conceptName: '0040A043',
  children: '0040A730',
  textValue: '0040A160',
  conceptCode: '0040A168',
  measured: '0040A300',
  numericValue: '0040A30A',
  units: '004008EA',
  qualifier: '0040A301',
  personName: '0040A123',
  date: '0040A121',
  time: '0040A122',
  dateTime: '0040A120',
  uid: '0040A124',
  references: '00081199',
  sopClass: '00081150',
  sopInstance: '00081155',
  frames: '00081160',
  graphicType: '00700023',
  graphicData: '00700022',
  referencedItem: '0040DB73',
  codeValue: '00080100',
  meaning: '00080104',
  completion: '0040A491',
  verification: '0040A493',
  verifying: '0040A073',
  verifyingName: '0040A075',
} as const;

const OBSERVER_TYPE = '121005';
const DEVICE = '121007';
/** Deeper than any template goes; an object that goes on is cut there. */
const MAX_DEPTH = 32;

const meaning = (code: DicomDataset | null): string | null => code && text(code, tags.meaning);

/** A person name in JSON is an object of its component groups (PS3.18 F.2.2). */
function personName(dataset: DicomDataset, tag: string): string | null {
  const value = dataset[tag]?.Value?.[0];
  const groups = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const name = groups.find((group): group is string => typeof group === 'string') ?? text(dataset, tag);
  return name?.replaceAll('^', ' ').replace(/ +/g, ' ').trim() ?? null;
}

function numeric(dataset: DicomDataset): string | null {
  const measured = item(dataset, tags.measured);
  const value = measured && text(measured, tags.numericValue);
  if (value === null) return meaning(item(dataset, tags.qualifier));
  const unit = measured && item(measured, tags.units);
  const code = unit && text(unit, tags.codeValue);
  if (code === null || code === '1') return value;
  // UCUM names what has no unit in braces, which only its meaning says well.
  return `${value} ${code.startsWith('{') ? (meaning(unit) ?? code.slice(1, -1)) : code}`;
}

const dashed = (date: string | null): string | null =>
  date && date.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
const coloned = (time: string | null): string | null =>
  time &&
  time.replace(/^(\d\d)(\d\d)(\d\d)?.*$/, (_, hour, minute, second) =>
    [hour, minute, second].filter(Boolean).join(':'),
  );

function dateTime(value: string | null): string | null {
  if (value === null || value.length < 12) return dashed(value);
  return `${dashed(value.slice(0, 8))} ${coloned(value.slice(8, 14))}`;
}

function region(dataset: DicomDataset): string {
  const points = (dataset[tags.graphicData]?.Value?.length ?? 0) / 2;
  return `${text(dataset, tags.graphicType) ?? ''} (${Math.floor(points)})`.trim();
}

const readers: Readonly<Record<string, (dataset: DicomDataset) => string | null>> = {
  TEXT: (dataset) => text(dataset, tags.textValue),
  CODE: (dataset) => meaning(item(dataset, tags.conceptCode)),
  NUM: numeric,
  PNAME: (dataset) => personName(dataset, tags.personName),
  DATE: (dataset) => dashed(text(dataset, tags.date)),
  TIME: (dataset) => coloned(text(dataset, tags.time)),
  DATETIME: (dataset) => dateTime(text(dataset, tags.dateTime)),
  UIDREF: (dataset) => text(dataset, tags.uid),
  SCOORD: region,
};

function reference(dataset: DicomDataset): DocumentReference | null {
  const referenced = item(dataset, tags.references);
  const sopInstanceUid = referenced && text(referenced, tags.sopInstance);
  if (!referenced || sopInstanceUid === null) return null;
  const frames = (referenced[tags.frames]?.Value ?? []).map(Number).filter(Number.isInteger);
  return { sopClassUid: text(referenced, tags.sopClass) ?? '', sopInstanceUid, frames };
}

function contentItem(dataset: DicomDataset, depth: number): ContentItem {
  const type = text(dataset, tags.valueType) ?? '';
  // By reference: what it points to is elsewhere in the document.
  const pointer = dataset[tags.referencedItem]?.Value?.join('.');
  return {
    type: pointer ? 'REFERENCE' : type,
    concept: meaning(item(dataset, tags.conceptName)),
    value: pointer ?? readers[type]?.(dataset) ?? null,
    reference: ['IMAGE', 'COMPOSITE', 'WAVEFORM'].includes(type) ? reference(dataset) : null,
    children: childrenOf(dataset, depth),
  };
}

function childrenOf(dataset: DicomDataset, depth: number): ContentItem[] {
  if (depth >= MAX_DEPTH) return [];
  return (dataset[tags.children]?.Value ?? [])
    .filter(isDataset)
    .map((child) => contentItem(child, depth + 1));
}

/** Who observed, as the first observer type of the root says. */
function byDevice(dataset: DicomDataset): boolean | null {
  for (const child of dataset[tags.children]?.Value ?? []) {
    if (!isDataset(child)) continue;
    const concept = item(child, tags.conceptName);
    const value = item(child, tags.conceptCode);
    if (concept && value && text(concept, tags.codeValue) === OBSERVER_TYPE)
      return text(value, tags.codeValue) === DEVICE;
  }
  return null;
}

/** Null where it has no content of this kind. */
export function srDocument(dataset: DicomDataset): SrDocument | null {
  if (!dataset[tags.children] && text(dataset, tags.valueType) !== 'CONTAINER') return null;
  const verification = text(dataset, tags.verification);
  const completion = text(dataset, tags.completion);
  const verifying = item(dataset, tags.verifying);
  return {
    title: meaning(item(dataset, tags.conceptName)),
    complete: completion === null ? null : completion === 'COMPLETE',
    verified: verification === null ? null : verification === 'VERIFIED',
    verifiedBy: verifying && personName(verifying, tags.verifyingName),
    byDevice: byDevice(dataset),
    content: childrenOf(dataset, 0),
  };
}

/** What of a series that has no images can be read. */
export type ReadableObject = { sopInstanceUid: string; number: number | null } & (
  { kind: 'sr'; document: SrDocument } | { kind: 'pdf'; title: string | null } | { kind: 'unreadable' }
);

export function readableObject(dataset: DicomDataset): ReadableObject {
  const base = { sopInstanceUid: text(dataset, '00080018') ?? '', number: number(dataset, '00200013') };
  if (text(dataset, '00420012') === 'application/pdf')
    return {
      ...base,
      kind: 'pdf',
      title: text(dataset, '00420010') ?? meaning(item(dataset, tags.conceptName)),
    };
  const document = srDocument(dataset);
  return document ? { ...base, kind: 'sr', document } : { ...base, kind: 'unreadable' };
}
