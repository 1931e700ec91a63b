import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What readers say of findings, with what they had been shown. `verdict`, which was of whole results, becomes what follows
 * of it for the result: a flag counts as right where one of its findings is there, and what a flagged result left out says
 * nothing of its flag.
 */
export class Assessments1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table assessment (
        id uuid primary key default gen_random_uuid(),
        ordinal bigint generated always as identity unique,
        run_id uuid not null references inference_run on delete cascade,
        study_id uuid not null references study on delete cascade,
        finding text,
        flagged boolean not null,
        kind text not null check (kind in ('agree', 'disagree', 'modify', 'cannotJudge', 'missed')),
        value text not null check (value in ('present', 'absent', 'uncertain')),
        reason text,
        correction text check ((correction is not null) = (kind = 'modify')),
        note text,
        shown jsonb,
        given_by text not null,
        given_by_id text,
        given_at timestamptz(3) not null default now()
      );
      create index assessment_run on assessment (run_id, ordinal desc);
      create table assessment_report (
        assessment_id uuid primary key references assessment on delete cascade,
        sop_instance_uid text,
        failure text,
        written_at timestamptz(3) not null default now(),
        check (num_nonnulls(sop_instance_uid, failure) = 1)
      );
      insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by, given_at)
      select verdict.run_id, verdict.study_id,
             (select case when count(*) = 1 then min(detail ->> 'label') end from finding
               where run_id = run.id and flagged = (run.state = 'flagged')),
             run.state = 'flagged',
             case when value = 'uncertain' then 'cannotJudge'
                  when (value = 'present') = (run.state = 'flagged') then 'agree'
                  when run.state = 'flagged' then 'disagree' else 'missed' end,
             value, given_by, given_at
        from verdict join inference_run run on run.id = run_id
       order by verdict.id;
      -- Those were given before there were reports of them.
      insert into assessment_report (assessment_id, failure) select id, 'given before reports were written' from assessment;
      drop table verdict;
      create trigger assessment_stays before update on assessment
        for each statement execute function refuse_change();
      create view verdict as
      select newest.run_id, max(newest.ordinal) as id, max(newest.given_at) as given_at,
             case when bool_or(newest.value = 'present') then 'present'
                  when bool_or(newest.value = 'uncertain') then 'uncertain' else 'absent' end as value
        from (select distinct on (run_id, finding) * from assessment order by run_id, finding, ordinal desc) newest
        join inference_run run on run.id = newest.run_id
       where newest.flagged = (run.state = 'flagged')
       group by newest.run_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view verdict;
      create table verdict (
        id bigint generated always as identity primary key,
        run_id uuid not null references inference_run on delete cascade,
        study_id uuid not null references study on delete cascade,
        value text not null check (value in ('present', 'absent', 'uncertain')),
        given_by text not null,
        given_at timestamptz(3) not null default now()
      );
      create index verdict_run on verdict (run_id, id desc);
      insert into verdict (run_id, study_id, value, given_by, given_at)
      select run_id, study_id, value, given_by, given_at from assessment order by ordinal;
      drop table assessment_report, assessment`);
  }
}
