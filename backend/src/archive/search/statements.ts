import { anyOf, type Conditions } from './conditions.js';
import { VISIBLE } from '../visible.js';
import type { SearchLevel } from './search-keys.js';

interface LevelSql {
  from: string;
  visible: string;
  /** Key of the row, and what it is sorted by, in order. */
  id: string;
  sort: string[];
  direction: 'asc' | 'desc';
  /** Rows that are one match; the first in order stands for them. */
  distinct?: string;
  /** Columns of the answer, of the tables joined to `page`. */
  answer: string;
  join: string;
}

const ISSUER = `coalesce(study.attributes -> '00100021' -> 'Value' ->> 0, '')`;

const STUDY_ANSWER = `study.patient_id, study.study_instance_uid, study.attributes as study`;

const LEVEL_SQL: Readonly<Record<SearchLevel, LevelSql>> = {
  patient: {
    from: 'study',
    visible: VISIBLE.study,
    id: 'study.id',
    distinct: `coalesce(study.patient_id, study.study_instance_uid), ${ISSUER}`,
    sort: [`coalesce(study.patient_id, study.study_instance_uid)`, ISSUER],
    direction: 'asc',
    answer: `study.patient_id, study.attributes as study, ${relatedToPatient()}`,
    join: 'study on study.id = page.id',
  },
  study: {
    from: 'study',
    visible: VISIBLE.study,
    id: 'study.id',
    sort: ['study.study_date', 'study.study_time', 'study.study_instance_uid'],
    direction: 'desc',
    answer: `${STUDY_ANSWER}, series_of.*, instance_of.*`,
    join: `study on study.id = page.id
           cross join lateral (
             select count(*)::int as series_count, array_agg(distinct modality) as modalities
               from series where series.study_id = study.id and ${VISIBLE.series}) series_of
           cross join lateral (
             select count(*)::int as instance_count, array_agg(distinct sop_class_uid) as sop_classes
               from instance where instance.study_id = study.id and ${VISIBLE.instance}) instance_of`,
  },
  series: {
    from: 'series join study on study.id = series.study_id',
    visible: VISIBLE.series,
    id: 'series.id',
    sort: ['study.study_instance_uid', 'series.series_number', 'series.series_instance_uid'],
    direction: 'asc',
    answer: `${STUDY_ANSWER}, series.series_instance_uid, series.attributes as series,
      (select count(*)::int from instance
        where instance.series_id = series.id and ${VISIBLE.instance}) as instance_count`,
    join: 'series on series.id = page.id join study on study.id = series.study_id',
  },
  instance: {
    from: `instance join series on series.id = instance.series_id
           join study on study.id = instance.study_id`,
    visible: VISIBLE.instance,
    id: 'instance.id',
    sort: [
      'study.study_instance_uid',
      'series.series_number',
      'series.series_instance_uid',
      'instance.instance_number',
      'instance.sop_instance_uid',
    ],
    direction: 'asc',
    answer: `${STUDY_ANSWER}, series.series_instance_uid, series.attributes as series, instance.sop_instance_uid,
      instance.transfer_syntax_uid,
      (select jsonb_object_agg(key, value) from jsonb_each(instance.attributes) where key = any($1)) as instance`,
    join: `instance on instance.id = page.id join series on series.id = instance.series_id
           join study on study.id = instance.study_id`,
  },
};

function relatedToPatient(): string {
  const same = `coalesce(same.patient_id, same.study_instance_uid) = coalesce(study.patient_id, study.study_instance_uid)
    and ${ISSUER.replaceAll('study.', 'same.')} = ${ISSUER}`;
  const visible = VISIBLE.study.replaceAll('study.', 'same.');
  const related = (table: 'series' | 'instance'): string =>
    `(select count(*)::int from study same join ${table} on ${table}.study_id = same.id
       where ${same} and ${visible} and ${VISIBLE[table]})`;
  return `(select count(*)::int from study same where ${same} and ${visible}) as study_count,
    ${related('series')} as series_count, ${related('instance')} as instance_count`;
}

export interface Statement {
  sql: string;
  parameters: unknown[];
}

/**
 * A page of matches, with their `total` where all of them have to be found anyway; else null. The ids are found
 * first, and only the rows of the page are read.
 */
export function pageStatement(
  level: SearchLevel,
  conditions: Conditions,
  page: { limit: number | undefined; offset: number; tags: readonly string[] },
): Statement {
  const { answer, join, direction } = LEVEL_SQL[level];
  const found = conditions.selective || level === 'patient';
  const order = LEVEL_SQL[level].sort.map((_, at) => `sort${at} ${ordered(direction, at)}`).join(', ');
  const parameters = [...conditions.parameters];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const tags = level === 'instance' ? bind(page.tags) : '';
  return {
    sql: `with hit as ${found ? '' : 'not '}materialized (${hits(level, conditions)}),
      page as (select *, ${found ? '(select count(*)::int from hit)' : 'null::int'} as total
                 from hit order by ${order} limit ${bind(page.limit ?? null)} offset ${bind(page.offset)})
      select page.total, ${answer.replace('$1', tags)} from page join ${join} order by ${order}`,
    parameters,
  };
}

/** The newest first, by date and time; what has no value comes last; a UID decides between equals. */
function ordered(direction: 'asc' | 'desc', at: number): string {
  return direction === 'desc' && at < 2 ? 'desc nulls last' : 'asc nulls last';
}

export function countStatement(level: SearchLevel, conditions: Conditions): Statement {
  const { from } = LEVEL_SQL[level];
  const single = level !== 'patient' && conditions.alternatives.length === 0;
  const counted = single ? `${from} where ${where(level, conditions)}` : `(${hits(level, conditions)}) hit`;
  return { sql: `select count(*)::int as total from ${counted}`, parameters: conditions.parameters };
}

function hits(level: SearchLevel, conditions: Conditions): string {
  const { from, id, sort, distinct } = LEVEL_SQL[level];
  const columns = sort.map((expression, at) => `${expression} as sort${at}`).join(', ');
  const select = `select ${distinct ? `distinct on (${distinct}) ` : ''}${id} as id, ${columns}`;
  const { alternatives } = conditions;
  if (level === 'study' && alternatives.length > 0) {
    const each = alternatives.map((one) => where(level, { ...conditions, alternatives: [one] }));
    return each.map((one) => `${select} from ${from} where ${one}`).join(' union ');
  }
  const newest = distinct ? `order by ${distinct}, study.study_date desc nulls last, study.id` : '';
  return `${select} from ${from} where ${where(level, conditions)} ${newest}`;
}

function where(level: SearchLevel, { sql, alternatives }: Conditions): string {
  return [LEVEL_SQL[level].visible, ...sql, ...(alternatives.length > 0 ? [anyOf(alternatives)] : [])].join(
    ' and ',
  );
}
