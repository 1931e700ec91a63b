/** Keyset page of the reading order: a forward scan of the index `worklist_order`. */
export const firstPageSql = `
select * from worklist_item
 where reading = 'unread'
 order by band, due_at, study_uid
 limit $1`;

export const nextPageSql = `
select * from worklist_item
 where reading = 'unread' and (band, due_at, study_uid) > ($2::smallint, $3::timestamptz, $4::text)
 order by band, due_at, study_uid
 limit $1`;

export const countsSql = `
select count(*)::int as unread,
       (count(*) filter (where band = 0))::int as stat,
       (count(*) filter (where overdue))::int as overdue
  from worklist_item where reading = 'unread'`;

/** Unread studies whose due time has passed and that nobody has marked yet. */
export const becomingOverdueSql = `
select study_id from worklist_item
 where reading = 'unread' and not overdue and due_at <= $1
 order by due_at limit $2 for update skip locked`;

export const lastVersionSql = `
select coalesce(max((payload ->> 'version')::int), 0) as version
  from event where study_uid = $1 and name = 'WorklistItemChanged'`;
