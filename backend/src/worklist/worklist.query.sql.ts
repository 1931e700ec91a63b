/** Unread studies whose due time has passed and that nobody has marked yet. */
export const becomingOverdueSql = `
select study_id from worklist_item
 where reading = 'unread' and not overdue and due_at <= $1
 order by due_at limit $2 for update skip locked`;

export const anyBecomingOverdueSql = `
select from worklist_item where reading = 'unread' and not overdue and due_at <= $1 limit 1`;

/** Unread studies decided by other rules than those in force, the most urgent first. */
export const decidedOtherwiseSql = `
select study_id from worklist_item
 where reading = 'unread' and (policy_version < $1 or policy_version > $1)
 order by band, rank_at limit $2 for update skip locked`;

export const lastVersionSql = `
select coalesce(max((payload ->> 'version')::int), 0) as version
  from event where study_uid = $1 and name = 'WorklistItemChanged'`;

/** From events, which outlive the row as critical results do. */
export const openCriticalSql = `
select (count(*) filter (where name = 'CriticalIdentified')
        - count(*) filter (where name <> 'CriticalIdentified'))::int as open
  from event where study_uid = $1 and name in ('CriticalIdentified', 'CriticalClosed', 'CriticalWithdrawn')`;

export const lastReadBySql = `
select app_user.id::text as id, display_name as name
  from event left join app_user on 'person:' || app_user.id = payload ->> 'by'
 where study_uid = $1 and name = 'ReadingMarked' and payload ->> 'reading' = 'read'
 order by event.id desc limit 1`;
