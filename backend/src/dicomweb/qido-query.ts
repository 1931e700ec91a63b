import { keywordOfTag } from '../dicom/index.js';
import { DomainError } from '../platform/index.js';

export type QueryLevel = 'study' | 'series' | 'instance';

/** How a key is matched: PS3.4 section C.2.2.2. */
type Matching = 'uidList' | 'wildcard' | 'name' | 'date' | 'integer' | 'modalities';

interface Key {
  column: string;
  matching: Matching;
}

const studyKeys: Readonly<Record<string, Key>> = {
  StudyInstanceUID: { column: 'study.study_instance_uid', matching: 'uidList' },
  PatientID: { column: 'study.patient_id', matching: 'wildcard' },
  PatientName: { column: 'study.patient_name', matching: 'name' },
  PatientBirthDate: { column: 'study.patient_birth_date', matching: 'date' },
  PatientSex: { column: 'study.patient_sex', matching: 'wildcard' },
  AccessionNumber: { column: 'study.accession_number', matching: 'wildcard' },
  StudyDate: { column: 'study.study_date', matching: 'date' },
  StudyDescription: { column: 'study.study_description', matching: 'name' },
  InstitutionName: { column: 'study.institution', matching: 'name' },
  ModalitiesInStudy: { column: '', matching: 'modalities' },
};
const seriesKeys: Readonly<Record<string, Key>> = {
  SeriesInstanceUID: { column: 'series.series_instance_uid', matching: 'uidList' },
  Modality: { column: 'series.modality', matching: 'wildcard' },
  SeriesNumber: { column: 'series.series_number', matching: 'integer' },
  SeriesDescription: { column: 'series.series_description', matching: 'name' },
  BodyPartExamined: { column: 'series.body_part', matching: 'wildcard' },
};
const instanceKeys: Readonly<Record<string, Key>> = {
  SOPInstanceUID: { column: 'instance.sop_instance_uid', matching: 'uidList' },
  SOPClassUID: { column: 'instance.sop_class_uid', matching: 'uidList' },
  InstanceNumber: { column: 'instance.instance_number', matching: 'integer' },
};
const keysOf: Readonly<Record<QueryLevel, Readonly<Record<string, Key>>>> = {
  // Viewers ask for Modality at study level and mean Modalities in Study.
  study: { ...studyKeys, Modality: { column: '', matching: 'modalities' } },
  series: { ...studyKeys, ...seriesKeys },
  instance: { ...studyKeys, ...seriesKeys, ...instanceKeys },
};

export interface QidoQuery {
  /** Conditions joined by `and`, with parameters numbered from $1. */
  where: string[];
  parameters: unknown[];
  limit: number;
  offset: number;
  fuzzyAsked: boolean;
}

export const LARGEST_PAGE = 1000;

/**
 * Reads the parameters of a QIDO-RS request (PS3.18 section 8.3.4). A key may be a keyword or a tag.
 * Throws UNSUPPORTED_PARAMETER or INVALID_PARAMETER (400) naming the parameter.
 */
export function parseQidoQuery(level: QueryLevel, query: Readonly<Record<string, unknown>>): QidoQuery {
  const parsed: QidoQuery = { where: [], parameters: [], limit: LARGEST_PAGE, offset: 0, fuzzyAsked: false };
  for (const [name, raw] of Object.entries(query)) {
    const values = (Array.isArray(raw) ? raw : [raw]).map(String);
    if (name === 'includefield') continue;
    const value = values.at(-1) ?? '';
    if (name === 'limit') parsed.limit = Math.min(LARGEST_PAGE, count(name, value));
    else if (name === 'offset') parsed.offset = count(name, value);
    else if (name === 'fuzzymatching') parsed.fuzzyAsked = value === 'true';
    else addKey(parsed, level, name, values);
  }
  return parsed;
}

function addKey(parsed: QidoQuery, level: QueryLevel, name: string, values: string[]): void {
  const keyword = /^[0-9A-Fa-f]{8}$/.test(name) ? keywordOfTag(name.toUpperCase()) : name;
  const key = keyword ? keysOf[level][keyword] : undefined;
  if (!key) {
    const known = Object.keys(keysOf[level]).join(', ');
    throw new DomainError(
      'UNSUPPORTED_PARAMETER',
      400,
      'Parameter not supported',
      `${name} cannot be searched here. Known: ${known}.`,
    );
  }
  const text = values.join(',').trim();
  if (text === '' || text === '*') return;
  const bind = (value: unknown): string => `$${parsed.parameters.push(value)}`;
  parsed.where.push(condition(key, name, text, bind));
}

function condition(key: Key, name: string, text: string, bind: (value: unknown) => string): string {
  switch (key.matching) {
    case 'uidList':
      return `${key.column} = any(${bind(list(text))})`;
    case 'wildcard':
      return /[*?]/.test(text)
        ? `${key.column} like ${bind(likePattern(text))}`
        : `${key.column} = ${bind(text)}`;
    case 'name':
      return `${key.column} ilike ${bind(likePattern(text))}`;
    case 'date':
      return dateCondition(key.column, name, text, bind);
    case 'integer':
      return `${key.column} = ${bind(count(name, text))}`;
    case 'modalities':
      return `exists (select from series of_study where of_study.study_id = study.id and of_study.modality = any(${bind(list(text))}))`;
  }
}

function dateCondition(column: string, name: string, text: string, bind: (value: unknown) => string): string {
  const range = /^(\d{8})?(-)?(\d{8})?$/.exec(text);
  const [, from, dash, to] = range ?? [];
  if (!range || (!from && !to))
    throw invalid(name, 'Give a date as YYYYMMDD, or a range as FROM-TO, FROM- or -TO.');
  if (!dash) return `${column} = ${bind(from)}`;
  return [from && `${column} >= ${bind(from)}`, to && `${column} <= ${bind(to)}`]
    .filter(Boolean)
    .join(' and ');
}

function list(text: string): string[] {
  return text.split(/[,\\]/).map((part) => part.trim());
}

function likePattern(text: string): string {
  return text
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw invalid(name, 'Give a whole number of 0 or more.');
  return Number(text);
}

function invalid(name: string, what: string): DomainError {
  return new DomainError('INVALID_PARAMETER', 400, 'Parameter not valid', `${name} cannot be read. ${what}`);
}
