import { DomainError } from '../../platform/index.js';
import { NAME_GROUPS, readTest, type NameGroup, type NameGroupTest, type Test } from './matching.js';
import {
  searchableKeywords,
  searchKey,
  type SearchKey,
  type SearchLevel,
  type Source,
} from './search-keys.js';

/** SQL conditions over `study`, `series` and `instance`, with their parameters numbered from $1. */
export interface Conditions {
  sql: string[];
  /** Conditions of which any one will do; each has an index of its own, so each is best looked up by itself. */
  alternatives: string[];
  parameters: unknown[];
  /** An index leads to few rows: finding all of them is cheaper than walking in order. */
  selective: boolean;
}

interface Wanted {
  keyword: string;
  key: SearchKey;
  test: Test;
}

type Bind = (value: unknown) => string;

/** Wildcards leave this many characters to look up by, or an index does not help. */
const SELECTIVE_CHARACTERS = 3;

/** Dates and times whose ranges are one range of moments (PS3.4 section C.2.2.2.5). */
const MOMENTS: readonly (readonly [date: string, time: string])[] = [
  ['StudyDate', 'StudyTime'],
  ['SeriesDate', 'SeriesTime'],
  ['PerformedProcedureStepStartDate', 'PerformedProcedureStepStartTime'],
  ['ContentDate', 'ContentTime'],
  ['AcquisitionDate', 'AcquisitionTime'],
];

/**
 * Conditions of the matching keys.
 * @throws DomainError UNSUPPORTED_PARAMETER or INVALID_PARAMETER (400) naming the key
 */
export function readConditions(
  level: SearchLevel,
  keys: Readonly<Record<string, string>>,
  fuzzy: boolean,
): Conditions {
  const wanted = Object.entries(keys).flatMap(([keyword, value]): Wanted[] => {
    const key = searchKey(level, keyword);
    if (!key) throw unsupported(level, keyword);
    const test = readTest(keyword, key.matching, value, fuzzy);
    return test ? [{ keyword, key, test }] : [];
  });
  const parameters: unknown[] = [];
  const bind: Bind = (value) => `$${parameters.push(value)}`;
  const { moments, rest } = joinMoments(wanted, bind);
  const { sequences, single } = groupItems(rest);
  const open = single.find(leavesGroupOpen);
  const alternatives = open ? NAME_GROUPS.map((group) => groupCondition(open, group, bind)) : [];
  return {
    sql: [
      ...moments,
      ...[...sequences.values()].map((items) => sequenceCondition(items, bind)),
      ...single.filter((one) => one !== open).map(({ key, test }) => condition(key.source, test, bind)),
    ],
    alternatives,
    parameters,
    selective: wanted.some(({ key, test }) => key.selective && narrows(test)),
  };
}

/** The key of a name that has a column for each of its groups, and may match any one of them. */
function leavesGroupOpen({ key: { source }, test }: Wanted): boolean {
  return 'column' in source && test.kind === 'name' && test.groups.length === 1 && !test.groups[0]?.group;
}

function groupCondition({ key, test }: Wanted, group: NameGroup, bind: Bind): string {
  if (test.kind !== 'name') throw new TypeError('Only names have groups');
  return condition(key.source, { ...test, groups: test.groups.map((one) => ({ ...one, group })) }, bind);
}

function unsupported(level: SearchLevel, keyword: string): DomainError {
  const known = searchableKeywords(level).join(', ');
  return new DomainError(
    'UNSUPPORTED_PARAMETER',
    400,
    'Parameter not supported',
    `${keyword} cannot be searched at ${level} level. Known: ${known}.`,
  );
}

function narrows(test: Test): boolean {
  const enough = (text: string): boolean => text.replace(/[*?]/g, '').length >= SELECTIVE_CHARACTERS;
  switch (test.kind) {
    case 'oneOf':
      return true;
    case 'like':
      return test.patterns.every(enough);
    case 'range':
      return false;
    case 'name':
      return test.groups.some(({ test: one }) =>
        one.kind === 'like' ? enough(one.pattern) : one.words.some(enough),
      );
  }
}

/** Two ranges of a date and its time are one range: from the time of the first day to the time of the last. */
function joinMoments(wanted: Wanted[], bind: Bind): { moments: string[]; rest: Wanted[] } {
  const joined = new Set<Wanted>();
  const moments = MOMENTS.flatMap(([dateKeyword, timeKeyword]) => {
    const date = wanted.find(({ keyword }) => keyword === dateKeyword);
    const time = wanted.find(({ keyword }) => keyword === timeKeyword);
    if (date?.test.kind !== 'range' || time?.test.kind !== 'range' || !date || !time) return [];
    joined.add(date).add(time);
    const [day, moment] = [firstValue(date.key.source), firstValue(time.key.source)];
    return [
      ...bound(`${day} > `, `${day} = `, `${moment} >= `, [date.test.from, time.test.from], bind),
      ...bound(`${day} < `, `${day} = `, `${moment} <= `, [date.test.to, time.test.to], bind),
    ];
  });
  return { moments, rest: wanted.filter((one) => !joined.has(one)) };
}

function bound(
  beyond: string,
  same: string,
  within: string,
  [day, time]: [string | undefined, string | undefined],
  bind: Bind,
): string[] {
  if (!day) return [];
  const at = bind(day);
  const clock = time ? ` and ${within}${bind(time)}` : '';
  return [`(${beyond}${at} or (${same}${at}${clock}))`];
}

/** The value of an attribute that has one. */
function firstValue(source: Source): string {
  if ('row' in source) return `(${source.row}.attributes -> '${source.tag}' -> 'Value' ->> 0) collate "C"`;
  return `${source.column} collate "C"`;
}

/** Keys inside one sequence must match in one of its items together. */
function groupItems(wanted: Wanted[]): { sequences: Map<string, Wanted[]>; single: Wanted[] } {
  const sequences = new Map<string, Wanted[]>();
  const single = wanted.filter((one) => {
    const { source } = one.key;
    if (!('sequence' in source) || source.sequence === undefined) return true;
    const name = `${source.row}.attributes -> '${source.sequence}'`;
    sequences.set(name, [...(sequences.get(name) ?? []), one]);
    return false;
  });
  return { sequences, single };
}

function sequenceCondition(items: Wanted[], bind: Bind): string {
  const conditions = items.flatMap(({ key: { source }, test }) =>
    'tag' in source ? [anyValue(`item.value -> '${source.tag}'`, test, bind)] : [],
  );
  const [first] = items;
  const source = first?.key.source as Extract<Source, { tag: string }>;
  const sequence = `${source.row}.attributes -> '${source.sequence}' -> 'Value'`;
  return `exists (select from jsonb_array_elements(${sequence}) item where ${conditions.join(' and ')})`;
}

function condition(source: Source, test: Test, bind: Bind): string {
  if ('row' in source) return anyValue(`${source.row}.attributes -> '${source.tag}'`, test, bind);
  if ('related' in source) {
    const own = testSql(test, { value: `related.${source.column}`, name: () => 'null' }, bind);
    return `exists (select from ${source.related} related where related.study_id = study.id and ${own})`;
  }
  const name = (group: NameGroup): string => `${source.column}_${group}`;
  return testSql(test, { value: source.column, name }, bind);
}

/** An attribute with several values matches where one of them does. */
function anyValue(element: string, test: Test, bind: Bind): string {
  const one = {
    value: `one.value #>> '{}'`,
    name: (group: NameGroup): string =>
      `rtrim(search_text(one.value ->> '${group.charAt(0).toUpperCase()}${group.slice(1)}'), '^ ')`,
  };
  return `exists (select from jsonb_array_elements(${element} -> 'Value') one where ${testSql(test, one, bind)})`;
}

/** SQL of one value: as it is, and the component groups of a name, folded. */
interface ValueSql {
  value: string;
  name: (group: NameGroup) => string;
}

function testSql(test: Test, sql: ValueSql, bind: Bind): string {
  switch (test.kind) {
    case 'oneOf':
      return equal(sql.value, test.values, bind);
    case 'like':
      return anyOf(
        test.patterns.map((pattern) => {
          const value = test.folded ? `search_text(${sql.value})` : sql.value;
          return `${value} like ${bind(likePattern(pattern))}`;
        }),
      );
    case 'range':
      return [
        ...(test.from ? [`${sql.value} collate "C" >= ${bind(test.from)}`] : []),
        ...(test.to ? [`${sql.value} collate "C" <= ${bind(test.to)}`] : []),
        `${sql.value} is not null`,
      ].join(' and ');
    case 'name':
      return test.groups.map((group) => nameSql(group, sql, bind)).join(' and ');
  }
}

function equal(value: string, values: string[], bind: Bind): string {
  const [only] = values;
  return values.length === 1 ? `${value} = ${bind(only)}` : `${value} = any(${bind(values)})`;
}

function nameSql({ group, test }: NameGroupTest, { name }: ValueSql, bind: Bind): string {
  const groups = group ? [group] : NAME_GROUPS;
  const parameters =
    test.kind === 'like'
      ? [bind(likePattern(test.pattern))]
      : test.words.map((word) => bind(wordStart(word)));
  const operator = test.kind === 'like' ? 'like' : '~';
  return anyOf(
    groups.map((one) => parameters.map((parameter) => `${name(one)} ${operator} ${parameter}`).join(' and ')),
  );
}

export function anyOf(alternatives: string[]): string {
  return alternatives.length === 1
    ? (alternatives[0] as string)
    : `(${alternatives.map((one) => `(${one})`).join(' or ')})`;
}

function likePattern(text: string): string {
  return text
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
}

function wordStart(word: string): string {
  return `(^|[ ^])${word.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`;
}
