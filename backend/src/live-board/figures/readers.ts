import type { ReaderAtWork } from '@firstread/contract';
import type { EntityManager } from 'typeorm';
import { LEASE_MS } from '../../worklist/index.js';

/** Who gave no sign for longer is not at work. */
const SEEN_WITHIN_MINUTES = 15;

/** A claim says when its holder last gave a sign; one that was handed over waits for the first. */
export const readersSql = `
with sign as (
  select holder_id as id, holder as name, 1 as holding, since,
         case when handed_over_by_id is null then expires_at - make_interval(secs => $2) end as seen_at
    from claim where expires_at > $1
   union all
  select reader_id, null, 0, null, max(at)
    from study_reading where at > $1::timestamptz - make_interval(mins => $3) group by reader_id
)
select sign.id, coalesce(max(app_user.display_name), max(sign.name), '') as name, sum(holding)::int as holding,
       min(since) as since, max(seen_at) as "lastSeenAt"
  from sign left join app_user on app_user.id::text = sign.id
 group by sign.id having max(seen_at) is not null
 order by 2, 1`;

interface ReaderRow extends Omit<ReaderAtWork, 'since' | 'lastSeenAt'> {
  since: Date | null;
  lastSeenAt: Date;
}

/** Readers who gave a sign lately: those who hold studies, and those between two. */
export async function readersFigure(manager: EntityManager, now: Date): Promise<ReaderAtWork[]> {
  const rows = await manager.query<ReaderRow[]>(readersSql, [now, LEASE_MS / 1000, SEEN_WITHIN_MINUTES]);
  return rows.map(({ since, lastSeenAt, ...row }) => ({
    ...row,
    since: since?.toISOString() ?? null,
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
