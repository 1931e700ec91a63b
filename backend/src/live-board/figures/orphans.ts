import type { LiveBoard } from '@firstread/contract';
import type { EntityManager } from 'typeorm';
import { ORDER_OF_STUDY } from '../../orders/index.js';

const SHOWN = 4;
/** Images of an examination that has just ended may be on their way. */
const ON_THEIR_WAY = '15 minutes';
/** What nobody has found by then is not found by looking at a board. */
const LOOKED_BACK = '7 days';

/**
 * By index for each row in question, however many there are of the other kind: PostgreSQL makes no join of a subquery that
 * gives a value.
 */
function noneOf(table: string, more = ''): string {
  return ORDER_OF_STUDY.map((way) => `(select true from ${table} where ${way} ${more} limit 1) is null`).join(
    ' and ',
  );
}

/**
 * Orders that the RIS or the modality completed, and steps that a modality completed without an order. An order counts
 * from its last change.
 */
export const noImagesSql = `
with completed as (
  select one.modality, one.station_name as station, one.changed_at as at
    from imaging_order one
   where one.status = 'completed'
     and one.changed_at between $1::timestamptz - interval '${LOOKED_BACK}' and $1::timestamptz - interval '${ON_THEIR_WAY}'
     and ${noneOf('study')}
   union all
  select coalesce(step.attributes -> '00080060' -> 'Value' ->> 0, ''), null, step.ended_at
    from performed_step step
   where step.status = 'COMPLETED' and step.order_id is null
     and step.ended_at between $1::timestamptz - interval '${LOOKED_BACK}' and $1::timestamptz - interval '${ON_THEIR_WAY}'
     and not exists (select from study where study.study_instance_uid = step.study_instance_uid)
)
select modality, station, at as "completedAt", (count(*) over ())::int as count
  from completed order by at desc limit $2`;

export const noOrderSql = `
with unread as materialized (
  select study.study_instance_uid, study.accession_number, study.patient_id, item.modalities, item.ready_at
    from worklist_item item join study on study.id = item.study_id where item.reading = 'unread'
)
select study_instance_uid as "studyInstanceUid", modalities, ready_at as "readyAt", (count(*) over ())::int as count
  from unread study
 where ${noneOf('imaging_order one', "and one.status <> 'discontinued'")}
 order by ready_at, study_instance_uid limit $1`;

interface NoImagesRow {
  modality: string;
  station: string | null;
  completedAt: Date;
  count: number;
}

interface NoOrderRow {
  studyInstanceUid: string;
  modalities: string[];
  readyAt: Date;
  count: number;
}

/** Examinations without images here, and images without an order. */
export async function orphanFigure(manager: EntityManager, now: Date): Promise<LiveBoard['orphans']> {
  const exams = await manager.query<NoImagesRow[]>(noImagesSql, [now, SHOWN]);
  return {
    noImages: {
      count: exams[0]?.count ?? 0,
      latest: exams.map(({ modality, station, completedAt }) => ({
        modality,
        station,
        completedAt: completedAt.toISOString(),
      })),
    },
    noOrder: await noOrder(manager),
  };
}

/** Null where no order ever came: then every study would be one. */
async function noOrder(manager: EntityManager): Promise<LiveBoard['orphans']['noOrder']> {
  const anyOrder = await manager.query<unknown[]>('select from imaging_order limit 1');
  if (anyOrder.length === 0) return null;
  const rows = await manager.query<NoOrderRow[]>(noOrderSql, [SHOWN]);
  return {
    count: rows[0]?.count ?? 0,
    oldest: rows.map(({ studyInstanceUid, modalities, readyAt }) => ({
      studyInstanceUid,
      modalities,
      readyAt: readyAt.toISOString(),
    })),
  };
}
