import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rejection, deletion, the change feed and priors. `rejection` has a row for every instance a note names, whether
 * that instance is here yet or not; `stands` turns false when the note itself is rejected.
 */
const up = `
alter table study add column intake text not null default 'reading' check (intake in ('reading', 'prior'));
alter table instance add column rejected boolean not null default false;

create table rejection (
  study_id uuid not null references study on delete cascade,
  sop_instance_uid text not null,
  note_sop_instance_uid text not null,
  code text not null,
  meaning text not null,
  stands boolean not null default true,
  at timestamptz not null default now(),
  primary key (study_id, sop_instance_uid, note_sop_instance_uid)
);

alter table inference_run
  drop constraint inference_run_state_check,
  drop constraint inference_run_check,
  drop constraint inference_run_check1,
  add constraint inference_run_state_check check (state in
    ('notEligible', 'pending', 'running', 'flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn')),
  add constraint inference_run_check
    check ((state in ('notEligible', 'notEvaluable', 'failed', 'withdrawn')) = (reason is not null)),
  add constraint inference_run_check1
    check ((state in ('flagged', 'notFlagged', 'notEvaluable', 'failed', 'withdrawn')) = (finished_at is not null));

alter table worklist_item
  drop constraint worklist_item_reading_check,
  add constraint worklist_item_reading_check check (reading in ('unread', 'read', 'nothingToRead'));

create table object_removal (
  key text primary key,
  since timestamptz not null default now()
);

create table change (
  sequence bigint primary key,
  at timestamptz not null,
  kind text not null,
  study_instance_uid text not null,
  series_instance_uid text,
  sop_instance_uid text
);
`;

const down = `
drop table change, object_removal, rejection;
update worklist_item set reading = 'read' where reading = 'nothingToRead';
alter table worklist_item
  drop constraint worklist_item_reading_check,
  add constraint worklist_item_reading_check check (reading in ('unread', 'read'));
delete from inference_run where state = 'withdrawn';
alter table inference_run
  drop constraint inference_run_state_check,
  drop constraint inference_run_check,
  drop constraint inference_run_check1,
  add constraint inference_run_state_check check (state in
    ('notEligible', 'pending', 'running', 'flagged', 'notFlagged', 'notEvaluable', 'failed')),
  add constraint inference_run_check
    check ((state in ('notEligible', 'notEvaluable', 'failed')) = (reason is not null)),
  add constraint inference_run_check1
    check ((state in ('flagged', 'notFlagged', 'notEvaluable', 'failed')) = (finished_at is not null));
alter table instance drop column rejected;
alter table study drop column intake;
`;

export class Removal1764300000000 implements MigrationInterface {
  readonly name = 'Removal1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
