import type { WorklistFilter } from '@firstread/contract';

/** A statement with the values of its parameters. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** A place in the reading order. */
export interface Place {
  band: number;
  rankAt: string;
  studyUid: string;
}

export interface PageRequest {
  limit: number;
  after?: Place | undefined;
  filter: WorklistFilter;
  /** Whose claims the filter means by `me`. */
  readerId: string;
  now: Date;
}

/** The claim of the item that stands at the moment. */
const claimAt = (now: string): string =>
  `claim on claim.study_id = item.study_id and claim.expires_at > ${now}`;

/** The hold of the item that stands at the moment. */
const holdAt = (now: string): string =>
  `study_hold hold on hold.study_id = item.study_id and hold.until > ${now} and hold.ended_at is null`;

/** Keyset page of the reading order: a forward scan of `worklist_order`, or of an index that holds the filter. */
export function pageSql({ limit, after, filter, readerId, now }: PageRequest): Statement {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const claims = filter.holder ? `left join ${claimAt(bind(now))}` : '';
  const holds = filter.onHold ? `join ${holdAt(bind(now))}` : '';
  const conditions = [
    `item.reading = 'unread'`,
    ...filterConditions(filter, readerId, bind),
    ...(after
      ? [
          `(item.band, item.rank_at, item.study_uid) >
             (${bind(after.band)}::smallint, ${bind(after.rankAt)}::timestamptz, ${bind(after.studyUid)}::text)`,
        ]
      : []),
  ];
  const text = `
select item.* from worklist_item item ${claims} ${holds}
 where ${conditions.join('\n   and ')}
 order by item.band, item.rank_at, item.study_uid
 limit ${bind(limit)}`;
  return { text, values };
}

/** What `passes` of the contract says, as SQL. */
function filterConditions(
  { modalities, sites, orderClasses, bands, overdue, aiSuspected, holder }: WorklistFilter,
  readerId: string,
  bind: (value: unknown) => string,
): string[] {
  return [
    ...(modalities ? [`item.modalities && ${bind(modalities)}::text[]`] : []),
    ...(sites ? [`item.site = any(${bind(sites)}::text[])`] : []),
    ...(orderClasses ? [`item.order_class = any(${bind(orderClasses)}::text[])`] : []),
    ...(bands ? [`item.band = any(${bind(bands)}::smallint[])`] : []),
    ...(overdue ? ['item.overdue'] : []),
    ...(aiSuspected ? ['item.suspected'] : []),
    ...(holder === 'me' ? [`claim.holder_id = ${bind(readerId)}`] : []),
    ...(holder === 'nobody' ? ['claim.holder_id is null'] : []),
    ...(holder === 'others' ? [`claim.holder_id <> ${bind(readerId)}`] : []),
  ];
}

const FACETS = 'item.band, item.overdue, item.suspected, item.order_class, item.site, item.modalities';

/**
 * Unread studies by all that a filter looks at: some hundred rows, however many studies and views there are. The index
 * `worklist_facets` has them in this order; the few that are claimed or on hold are counted apart and taken off the rest.
 */
export function facetsSql(now: Date): Statement {
  return {
    text: `
with marked as (
  select ${FACETS}, claim.holder_id, hold.study_id is not null as on_hold, count(*)::int as count
    from (select study_id from claim where expires_at > $1
          union select study_id from study_hold where until > $1 and ended_at is null) either
    join worklist_item item on item.study_id = either.study_id
    left join ${claimAt('$1')}
    left join ${holdAt('$1')}
   where item.reading = 'unread'
   group by ${FACETS}, claim.holder_id, on_hold),
facets as (
  select ${FACETS}, null as holder_id, false as on_hold, count(*)::int as count
    from worklist_item item where item.reading = 'unread' group by ${FACETS}
   union all select * from marked
   union all select band, overdue, suspected, order_class, site, modalities, null, false, -count from marked)
select band, overdue, suspected, order_class as "orderClass", site, modalities, holder_id as "holderId",
       on_hold as "onHold", count from facets`,
    values: [now],
  };
}
