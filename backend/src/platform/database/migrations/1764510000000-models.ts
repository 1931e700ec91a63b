import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create table model_version (
  model_id text not null,
  version text not null,
  door text not null check (door in ('onnx', 'remote', 'dicom')),
  manifest jsonb not null,
  sha256 text not null,
  card text,
  source text not null check (source in ('shipped', 'package')),
  location text not null,
  stage text not null check (stage in
    ('submitted', 'verified', 'validated', 'shadow', 'canary', 'live', 'standby', 'paused', 'retired')),
  stage_since timestamptz(3) not null default now(),
  stage_reason text not null,
  scope jsonb,
  verification jsonb,
  verification_wanted boolean not null default true,
  verification_lease timestamptz,
  submitted_by text not null,
  submitted_at timestamptz(3) not null default now(),
  primary key (model_id, version)
);
create unique index model_version_live on model_version (model_id) where stage = 'live';

create table model_history (
  id bigint generated always as identity primary key,
  model_id text not null,
  version text not null,
  from_stage text,
  to_stage text not null,
  actor text not null,
  role text not null,
  reason text not null,
  scope jsonb,
  at timestamptz(3) not null default now(),
  foreign key (model_id, version) references model_version
);
create index model_history_version on model_history (model_id, version, id);
create trigger model_history_append_only before update or delete or truncate on model_history
  for each statement execute function refuse_change();

alter table inference_run
  add column effect text not null default 'shown' check (effect in ('shown', 'shadow')),
  add column site text,
  add column scanner text,
  drop constraint inference_run_state_check,
  drop constraint inference_run_check,
  drop constraint inference_run_check1,
  add constraint inference_run_state_check check (state in
    ('notEligible', 'pending', 'running', 'flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn',
     'unreadable')),
  add constraint inference_run_check
    check ((state in ('notEligible', 'notEvaluable', 'failed', 'withdrawn', 'unreadable')) = (reason is not null)),
  add constraint inference_run_check1 check
    ((state in ('flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn', 'unreadable'))
      = (finished_at is not null));
create index inference_run_model on inference_run (model_id, model_version, created_at);

alter table result_object
  drop constraint result_object_pkey,
  drop constraint result_object_kind_check,
  add primary key (run_id, sop_instance_uid),
  add constraint result_object_kind_check check (kind in ('SR', 'SRnoRoi', 'SEG', 'KOS', 'SC', 'GSPS')),
  add column marks boolean not null default true;
create index result_object_sop on result_object (sop_instance_uid);

create table verdict (
  id bigint generated always as identity primary key,
  run_id uuid not null references inference_run on delete cascade,
  study_id uuid not null references study on delete cascade,
  value text not null check (value in ('present', 'absent', 'uncertain')),
  given_by text not null,
  given_at timestamptz(3) not null default now()
);
create index verdict_run on verdict (run_id, id desc);

create table study_opening (
  study_id uuid primary key references study on delete cascade,
  first_opened_at timestamptz(3) default now(),
  read_revision int
);

create table study_urgency (
  study_id uuid primary key references study on delete cascade,
  band int not null
);

create table cohort (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  finding text not null,
  created_by text not null,
  created_at timestamptz(3) not null default now()
);
create table cohort_study (
  cohort_id uuid not null references cohort on delete cascade,
  study_instance_uid text not null,
  positive boolean not null,
  primary key (cohort_id, study_instance_uid)
);

create table validation (
  id uuid primary key default gen_random_uuid(),
  cohort_id uuid not null references cohort,
  model_id text not null,
  version text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  problem text,
  lease_until timestamptz,
  groups jsonb not null default '[]',
  requested_by text not null,
  requested_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  foreign key (model_id, version) references model_version
);
create index validation_version on validation (model_id, version, requested_at desc);
create table validation_study (
  validation_id uuid not null references validation on delete cascade,
  study_instance_uid text not null,
  positive boolean not null,
  state text,
  reason text,
  flagged boolean,
  score float8,
  sex text,
  age_years int,
  scanner text,
  primary key (validation_id, study_instance_uid)
);
`;

/**
 * Model versions with their life cycle, the evidence for it, and what readers judged. A step of the life cycle is a row
 * of `model_history`, which is append-only. Runs in shadow have no effect and are shown to no reader.
 */
export class Models1764510000000 implements MigrationInterface {
  readonly name = 'Models1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table study_urgency, validation_study, validation, cohort_study, cohort, study_opening, verdict, model_history,
        model_version;
      drop index inference_run_model, result_object_sop;
      delete from result_object where kind not in ('SR', 'SEG');
      alter table result_object
        drop constraint result_object_pkey,
        drop constraint result_object_kind_check,
        add primary key (run_id, kind),
        add constraint result_object_kind_check check (kind in ('SR', 'SEG')),
        drop column marks;
      delete from inference_run where state = 'unreadable';
      alter table inference_run
        drop column effect,
        drop column site,
        drop column scanner,
        drop constraint inference_run_state_check,
        drop constraint inference_run_check,
        drop constraint inference_run_check1,
        add constraint inference_run_state_check check (state in
          ('notEligible', 'pending', 'running', 'flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn')),
        add constraint inference_run_check
          check ((state in ('notEligible', 'notEvaluable', 'failed', 'withdrawn')) = (reason is not null)),
        add constraint inference_run_check1 check
          ((state in ('flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn')) = (finished_at is not null));
    `);
  }
}
