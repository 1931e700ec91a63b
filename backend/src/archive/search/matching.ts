import { invalidParameter } from '../../platform/index.js';
import { foldText } from './fold.js';
import type { Matching } from './search-keys.js';

/**
 * What a value must be. `*` and `?` are wildcards in `like`, which compares folded text where `folded`; `to` of a
 * range is included.
 */
export type Test =
  | { kind: 'oneOf'; values: string[] }
  | { kind: 'like'; patterns: string[]; folded: boolean }
  | { kind: 'range'; from?: string; to?: string }
  | { kind: 'name'; groups: NameGroupTest[] };

/** What one component group of a person name must be; without `group` any of the three will do. */
export interface NameGroupTest {
  group?: NameGroup;
  test: { kind: 'like'; pattern: string } | { kind: 'wordStarts'; words: string[] };
}
export type NameGroup = 'alphabetic' | 'ideographic' | 'phonetic';

export const NAME_GROUPS: readonly NameGroup[] = ['alphabetic', 'ideographic', 'phonetic'];

const DATE = /^\d{8}$/;
const TIME = /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/;
/** Sorts behind every digit: a time stands for all of its second, minute or hour. */
const END = '~';

/**
 * Reads the value of a matching key (PS3.4 section C.2.2.2); undefined where every value matches.
 * @throws DomainError INVALID_PARAMETER (400) naming the key
 */
export function readTest(
  keyword: string,
  matching: Matching,
  value: string,
  fuzzy = false,
): Test | undefined {
  const text = value.replaceAll('\0', '').trim();
  if (/^\**$/.test(text)) return undefined;
  switch (matching) {
    case 'uids':
      return { kind: 'oneOf', values: list(text, /[\\,]/).map((uid) => uidOf(keyword, uid)) };
    case 'text':
      return wildcard([text]);
    case 'words':
      return { kind: 'like', patterns: [foldText(text)], folded: true };
    case 'codes':
      return wildcard(list(text, /[\\,]/));
    case 'name':
      return nameTest(keyword, text, fuzzy);
    case 'date':
      return dateTest(keyword, text);
    case 'time':
      return timeTest(keyword, text);
    case 'number':
      return { kind: 'oneOf', values: list(text, /\\/).map((number) => numberOf(keyword, number)) };
  }
}

function wildcard(values: string[]): Test {
  return values.some((value) => /[*?]/.test(value))
    ? { kind: 'like', patterns: values, folded: false }
    : { kind: 'oneOf', values };
}

/**
 * Without `fuzzy` a name is compared as a whole, group by group; one that names no group (no `=`) may be any of them.
 * With it, every word must start a word of one group.
 */
function nameTest(keyword: string, text: string, fuzzy: boolean): Test | undefined {
  const groups = text.split('=').map((group) =>
    foldText(group)
      .replace(/[\^ ]+$/, '')
      .trim(),
  );
  if (groups.length > NAME_GROUPS.length)
    throw invalidParameter(keyword, 'A person name has three component groups at most, separated by "=".');
  const tests = groups.flatMap((group, index): NameGroupTest[] => {
    if (/^\**$/.test(group)) return [];
    const test = fuzzy ? wordStarts(group) : ({ kind: 'like', pattern: group } as const);
    const name = NAME_GROUPS[index];
    return [groups.length > 1 && name ? { group: name, test } : { test }];
  });
  return tests.length > 0 ? { kind: 'name', groups: tests } : undefined;
}

function wordStarts(group: string): NameGroupTest['test'] {
  const words = group.split(/[\s^,*?]+/).filter(Boolean);
  return words.length > 0 ? { kind: 'wordStarts', words } : { kind: 'like', pattern: '*' };
}

function dateTest(keyword: string, text: string): Test {
  const range = split(text);
  const bounds = [range.from, range.to].filter((bound) => bound !== undefined);
  if (bounds.length === 0 || !bounds.every((bound) => DATE.test(bound)))
    throw invalidParameter(keyword, 'Give a date as YYYYMMDD, or a range as FROM-TO, FROM- or -TO.');
  return range.single ? { kind: 'oneOf', values: bounds } : rangeOf(range);
}

function timeTest(keyword: string, text: string): Test {
  const range = split(text.replaceAll(':', ''));
  const bounds = [range.from, range.to].filter((bound) => bound !== undefined);
  if (bounds.length === 0 || !bounds.every((bound) => TIME.test(bound)))
    throw invalidParameter(
      keyword,
      'Give a time as HHMMSS (or HH, HHMM), or a range as FROM-TO, FROM- or -TO.',
    );
  const { from, to = range.single ? from : undefined } = range;
  return rangeOf({ from: from && earliest(from), to: to && `${to}${END}` });
}

/** A stored 10 is the same moment as 1000 and 100000. */
function earliest(time: string): string | undefined {
  return time.replace(/(00)+$/, '') || undefined;
}

function rangeOf({ from, to }: { from?: string | undefined; to?: string | undefined }): Test {
  return { kind: 'range', ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

interface Bounds {
  from?: string | undefined;
  to?: string | undefined;
  single: boolean;
}

function split(text: string): Bounds {
  const dash = text.indexOf('-');
  if (dash < 0) return { from: text, single: true };
  const [from, to] = [text.slice(0, dash).trim(), text.slice(dash + 1).trim()];
  return { from: from || undefined, to: to || undefined, single: false };
}

/** UIDs of peers are not always well formed; what is stored under one is found by it. */
function uidOf(keyword: string, uid: string): string {
  if (/^[^*?]{1,64}$/.test(uid)) return uid;
  throw invalidParameter(
    keyword,
    'Give a UID, 64 characters at most and without wildcards; several with a comma or "\\" between.',
  );
}

function numberOf(keyword: string, text: string): string {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) return String(number);
  throw invalidParameter(keyword, 'Give a number.');
}

function list(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
}
