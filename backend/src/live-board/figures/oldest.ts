import type { OldestStudy } from '@firstread/contract';
import type { EntityManager } from 'typeorm';

const SHOWN = 8;

/** The unread studies are few beside those that were ever ready: they are found first, then sorted. */
export const oldestSql = `
with unread as materialized (
  select study_id, study_uid, band, order_class, ready_at, due_at, overdue, modalities, site, preliminary_by,
         row_number() over (order by band, rank_at, study_uid)::int as place
    from worklist_item where reading = 'unread'
)
select study_uid as "studyInstanceUid", band, order_class as "orderClass", ready_at as "readyAt", due_at as "dueAt",
       overdue or due_at <= $1 as overdue, modalities, site, place,
       case when claim.study_id is not null then 'claimed' when hold.study_id is not null then 'onHold'
            when preliminary_by is not null then 'preliminary' else 'waiting' end as standing
  from (select * from unread order by ready_at, study_uid limit $2) oldest
  left join claim on claim.study_id = oldest.study_id and claim.expires_at > $1
  left join study_hold hold on hold.study_id = oldest.study_id and hold.until > $1 and hold.ended_at is null
 order by ready_at, study_uid`;

interface OldestRow extends Omit<OldestStudy, 'readyAt' | 'dueAt'> {
  readyAt: Date;
  dueAt: Date;
}

/** The unread studies that wait longest, and where they stand. */
export async function oldestFigure(manager: EntityManager, now: Date): Promise<OldestStudy[]> {
  const rows = await manager.query<OldestRow[]>(oldestSql, [now, SHOWN]);
  return rows.map(({ readyAt, dueAt, ...row }) => ({
    ...row,
    readyAt: readyAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }));
}
