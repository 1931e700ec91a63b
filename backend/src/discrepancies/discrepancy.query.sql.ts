const COLUMNS = `
select one.id, study.id as "studyId", study.study_instance_uid as "studyUid", one.read_at as "readAt",
       one.result_at as "resultAt", one.closed_at as "closedAt", one.closed_by as "closedBy", one.outcome, one.note,
       run.model_id as "modelId", run.model_version as "modelVersion",
       coalesce(version.manifest ->> 'name', run.model_id) as "modelName",
       run.state = 'withdrawn' or version.stage = 'paused' as withdrawn,
       (select coalesce(jsonb_agg(detail order by ordinal), '[]') from finding where run_id = run.id and flagged) as findings
  from discrepancy one
  join study on study.id = one.study_id
  join inference_run run on run.id = one.run_id
  left join model_version version on version.model_id = run.model_id and version.version = run.model_version`;

const PAGE = `($2::timestamptz is null or (one.result_at, one.id) < ($2::timestamptz, $3::uuid))
 order by one.result_at desc, one.id desc limit $1`;

export const openSql = `${COLUMNS} where one.closed_at is null and ${PAGE}`;
export const closedSql = `${COLUMNS} where one.closed_at is not null and ${PAGE}`;
export const oneSql = `${COLUMNS} where one.id = $1`;
