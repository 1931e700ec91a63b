/** The columns of a critical result, as its row is read. */
export const COLUMNS = `id, version, study_id as "studyId", study_uid as "studyUid", finding_code as "findingCode",
  finding, catalogue_version as "catalogueVersion", level, state, identified_at as "identifiedAt", due_at as "dueAt",
  marked_at as "markedAt", marked_by as "markedBy", marked_by_id as "markedById", alert_id as "alertId", note, callee,
  assignee_id as "assigneeId", assignee, told, tell_at as "tellAt", receiver, receiver_role as "receiverRole",
  communicated_by as "communicatedBy", communicated_at as "communicatedAt", communicated_how as "communicatedHow",
  receipt_note as "receiptNote", read_back as "readBack", closed_by as "closedBy", closed_at as "closedAt",
  closing_note as "closingNote", withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt",
  withdrawn_reason as "withdrawnReason"`;

/** Neither closed nor withdrawn. */
export const OPEN = `state in ('open', 'acknowledged')`;

/** From one result as JSON. The unique index refuses a second open one of the same finding. */
export const INSERT = `
insert into critical_result (id, study_id, study_uid, finding_code, finding, catalogue_version, level, identified_at,
  due_at, marked_at, marked_by, marked_by_id, alert_id, note, callee, tell_at)
select "id", "studyId", "studyUid", "findingCode", "finding", "catalogueVersion", "level", "identifiedAt", "dueAt",
  "markedAt", "markedBy", "markedById", "alertId", "note", "callee", "tellAt"
  from jsonb_to_record($1::jsonb) as one ("id" uuid, "studyId" uuid, "studyUid" text, "findingCode" text,
  "finding" text, "catalogueVersion" int, "level" text, "identifiedAt" timestamptz, "dueAt" timestamptz,
  "markedAt" timestamptz, "markedBy" text, "markedById" text, "alertId" uuid, "note" text, "callee" jsonb,
  "tellAt" timestamptz)
on conflict do nothing returning id`;

/** What steps change, from one result as JSON. */
export const SAVE = `
update critical_result set
  version = one."version", state = one."state", assignee_id = one."assigneeId", assignee = one."assignee",
  tell_at = one."tellAt", receiver = one."receiver", receiver_role = one."receiverRole",
  communicated_by = one."communicatedBy", communicated_at = one."communicatedAt",
  communicated_how = one."communicatedHow", receipt_note = one."receiptNote", read_back = one."readBack",
  closed_by = one."closedBy", closed_at = one."closedAt", closing_note = one."closingNote",
  withdrawn_by = one."withdrawnBy", withdrawn_at = one."withdrawnAt", withdrawn_reason = one."withdrawnReason"
  from jsonb_to_record($1::jsonb) as one ("id" uuid, "version" int, "state" text, "assigneeId" uuid, "assignee" text,
  "tellAt" timestamptz, "receiver" text, "receiverRole" text, "communicatedBy" text, "communicatedAt" timestamptz,
  "communicatedHow" text, "receiptNote" text, "readBack" boolean, "closedBy" text, "closedAt" timestamptz,
  "closingNote" text, "withdrawnBy" text, "withdrawnAt" timestamptz, "withdrawnReason" text)
 where critical_result.id = one."id"`;
