/** One row per study revision, model and version: the unique key makes every replay harmless. */
export const aiTables = `
create table inference_run (
  id uuid primary key default gen_random_uuid(),
  study_id uuid not null references study on delete cascade,
  study_uid text not null,
  study_revision int not null,
  model_id text not null,
  model_version text not null,
  model_sha256 text not null,
  state text not null check (state in
    ('notEligible', 'pending', 'running', 'flagged', 'notFlagged', 'notEvaluable', 'failed')),
  reason text,
  input_series_uid text,
  attempt int not null default 0,
  timings jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  encoded_at timestamptz,
  encoding_failure text,
  unique (study_id, study_revision, model_id, model_version),
  check ((state in ('notEligible', 'notEvaluable', 'failed')) = (reason is not null)),
  check ((state in ('flagged', 'notFlagged', 'notEvaluable', 'failed')) = (finished_at is not null))
);
create index inference_run_open on inference_run (created_at) where state in ('pending', 'running');
create index inference_run_unencoded on inference_run (finished_at)
  where encoded_at is null and encoding_failure is null and state in ('flagged', 'notFlagged', 'notEvaluable');

create table finding (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references inference_run on delete cascade,
  ordinal int not null,
  detail jsonb not null,
  flagged boolean not null,
  critical boolean not null,
  unique (run_id, ordinal)
);

create table result_object (
  run_id uuid not null references inference_run on delete cascade,
  kind text not null check (kind in ('SR', 'SEG')),
  series_instance_uid text not null,
  sop_instance_uid text not null,
  primary key (run_id, kind)
);

create table worker_process (
  process_id text primary key,
  heartbeat_at timestamptz not null
);
`;
