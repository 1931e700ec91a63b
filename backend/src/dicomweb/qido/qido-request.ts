import {
  entryOfTag,
  formatTag,
  isPrivateTag,
  keywordOfTag,
  tagOfKeyword,
  entryOfKeyword,
} from '../../dicom/index.js';
import { DomainError, invalidParameter } from '../../platform/index.js';

/** What a QIDO-RS request asks for. */
export interface QidoRequest {
  /** Matching keys by keyword; a key in a sequence with a dot. */
  keys: Record<string, string>;
  /** Tags to return besides the default ones, or all that are known. */
  include: string[] | 'all';
  limit: number;
  offset: number;
  fuzzy: boolean;
}

export const LARGEST_PAGE = 1000;

/**
 * Reads the parameters of a QIDO-RS request (PS3.18 section 8.3.4). Attributes are named by keyword or tag, those in
 * sequences with a dot between. Throws INVALID_PARAMETER or UNSUPPORTED_PARAMETER (400) naming the parameter.
 */
export function readQidoRequest(parameters: Readonly<Record<string, unknown>>): QidoRequest {
  const request: QidoRequest = { keys: {}, include: [], limit: LARGEST_PAGE, offset: 0, fuzzy: false };
  for (const [name, raw] of Object.entries(parameters)) {
    const values = (Array.isArray(raw) ? raw : [raw]).map(String);
    const last = values.at(-1) ?? '';
    switch (name.toLowerCase()) {
      case 'limit':
        request.limit = Math.min(LARGEST_PAGE, count(name, last));
        break;
      case 'offset':
        request.offset = count(name, last);
        break;
      case 'fuzzymatching':
        request.fuzzy = truth(name, last);
        break;
      case 'includefield':
        request.include = included(values);
        break;
      default:
        addKey(request.keys, name, values);
    }
  }
  return request;
}

function addKey(keys: Record<string, string>, name: string, values: string[]): void {
  const keyword = name
    .split('.')
    .map((part) => keywordOf(name, part))
    .join('.');
  const text = values.filter((value) => value !== '').join(',');
  const known = keys[keyword];
  if (values.length > 1 && !keyword.endsWith('UID'))
    throw invalidParameter(name, 'It is there more than once; only UIDs may be.');
  keys[keyword] = known ? `${known},${text}` : text;
}

function included(values: string[]): string[] | 'all' {
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim());
  if (names.some((name) => name.toLowerCase() === 'all')) return 'all';
  return names.filter(Boolean).map((name) => tagOf(name));
}

/** Of a path into a sequence, the sequence. */
function tagOf(path: string): string {
  const [name = ''] = path.split('.');
  if (isTag(name)) return name.toUpperCase();
  if (!entryOfKeyword(name)) throw unknown('includefield', path);
  return tagOfKeyword(name);
}

function keywordOf(parameter: string, name: string): string {
  if (!isTag(name)) {
    if (entryOfKeyword(name)) return name;
    throw unknown(parameter, name);
  }
  const keyword = keywordOfTag(name.toUpperCase());
  if (keyword) return keyword;
  const tag = Number.parseInt(name, 16);
  throw unknown(parameter, isPrivateTag(tag) || !entryOfTag(tag) ? formatTag(tag) : name);
}

function isTag(name: string): boolean {
  return /^[0-9A-Fa-f]{8}$/.test(name);
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw invalidParameter(name, 'Give a whole number of 0 or more.');
  return Number(text);
}

function truth(name: string, text: string): boolean {
  if (!/^(true|false)$/i.test(text)) throw invalidParameter(name, 'Give true or false.');
  return text.toLowerCase() === 'true';
}

function unknown(parameter: string, name: string): DomainError {
  return new DomainError(
    'UNSUPPORTED_PARAMETER',
    400,
    'Parameter not supported',
    `${parameter}: "${name}" is neither a keyword nor a tag of PS3.6 that can be searched.`,
  );
}
