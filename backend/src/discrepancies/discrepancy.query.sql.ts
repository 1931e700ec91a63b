const COLUMNS = `
select one.id, one.kind, study.id as "studyId", study.study_instance_uid as "studyUid", one.read_at as "readAt",
       one.opened_at as "openedAt", one.comparison, one.version, one.grade, one.grade_note as "gradeNote",
       one.graded_at as "gradedAt", one.graded_by as "gradedBy", one.due_at as "dueAt",
       one.closed_at as "closedAt", one.closed_by as "closedBy", one.outcome, one.note, one.told_to as "toldTo",
       run.model_id as "modelId", run.model_version as "modelVersion",
       coalesce(version.manifest ->> 'name', run.model_id) as "modelName",
       run.state = 'withdrawn' or version.stage = 'paused' as withdrawn,
       (select coalesce(jsonb_agg(detail order by ordinal), '[]') from finding where run_id = run.id and flagged) as findings
  from discrepancy one
  join study on study.id = one.study_id
  left join inference_run run on run.id = one.run_id
  left join model_version version on version.model_id = run.model_id and version.version = run.model_version`;

const PAGE = `one.kind = $2 and ($3::timestamptz is null or (one.opened_at, one.id) < ($3::timestamptz, $4::uuid))
 order by one.opened_at desc, one.id desc limit $1`;

export const openSql = `${COLUMNS} where one.closed_at is null and ${PAGE}`;
export const closedSql = `${COLUMNS} where one.closed_at is not null and ${PAGE}`;
export const oneSql = `${COLUMNS} where one.id = $1`;
export const countsSql = `
select kind, count(*)::int as open, count(*) filter (where due_at < $1)::int as overdue
  from discrepancy where closed_at is null group by kind`;
