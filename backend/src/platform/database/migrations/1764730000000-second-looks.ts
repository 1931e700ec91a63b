import type { MigrationInterface, QueryRunner } from 'typeorm';
import { peerLearningTables } from './initial/peer-learning.sql.js';

/**
 * Discrepancies between people: a resident's preliminary report and the final one, and what the emergency department said.
 * What was compared is kept as it was. None that is major, communicated or taught is closed without the name of who was told.
 * Beside them, peer learning.
 */
export class SecondLooks1764730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table emergency_interpretation (
        id uuid primary key default gen_random_uuid(),
        study_id uuid not null references study on delete cascade,
        physician text not null,
        text text not null,
        suspected boolean not null,
        recorded_at timestamptz(3) not null,
        recorded_by_id text not null,
        recorded_by text not null
      );
      create index emergency_interpretation_study on emergency_interpretation (study_id, recorded_at desc);

      alter table discrepancy rename column result_at to opened_at;
      alter table discrepancy
        alter column run_id drop not null,
        alter column read_at drop not null,
        add column kind text not null default 'lateAi' check (kind in ('lateAi', 'preliminaryFinal', 'emergency')),
        add column report_id uuid references report on delete cascade,
        add column comparison jsonb,
        add column version int not null default 1,
        add column grade text check (grade in ('none', 'minor', 'major')),
        add column grade_note text,
        add column graded_at timestamptz(3),
        add column graded_by text,
        add column due_at timestamptz(3),
        add column told_to text check (told_to ~ '\\S'),
        drop constraint discrepancy_outcome_check,
        add constraint discrepancy_outcome_check check (outcome in ('noChange', 'addendum', 'communicated', 'teaching')),
        add constraint discrepancy_compares check (
          case kind when 'lateAi' then run_id is not null and read_at is not null
                    else report_id is not null and comparison is not null end),
        add constraint discrepancy_graded check ((grade is null) = (graded_by is null or graded_at is null)),
        add constraint discrepancy_told check (
          closed_at is null or kind = 'lateAi'
          or grade is not null and (told_to is not null or grade <> 'major' and outcome in ('noChange', 'addendum')));
      alter table discrepancy alter column kind drop default;
      create unique index discrepancy_of_report on discrepancy (report_id, kind);
      drop index discrepancy_open;
      drop index discrepancy_closed;
      create index discrepancy_open on discrepancy (kind, opened_at desc, id desc) where closed_at is null;
      create index discrepancy_closed on discrepancy (kind, opened_at desc, id desc) where closed_at is not null`);
    await runner.query(peerLearningTables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table peer_review;
      drop table peer_round;
      drop table peer_learning_settings;
      delete from discrepancy where kind <> 'lateAi';
      drop index discrepancy_open;
      drop index discrepancy_closed;
      alter table discrepancy
        drop constraint discrepancy_told, drop constraint discrepancy_graded, drop constraint discrepancy_compares,
        drop constraint discrepancy_outcome_check,
        add constraint discrepancy_outcome_check check (outcome in ('noChange', 'addendum', 'communicated')),
        drop column kind, drop column report_id, drop column comparison, drop column version, drop column grade,
        drop column grade_note, drop column graded_at, drop column graded_by, drop column due_at, drop column told_to,
        alter column run_id set not null,
        alter column read_at set not null;
      alter table discrepancy rename column opened_at to result_at;
      create index discrepancy_open on discrepancy (result_at desc, id desc) where closed_at is null;
      create index discrepancy_closed on discrepancy (result_at desc, id desc) where closed_at is not null;
      drop table emergency_interpretation`);
  }
}
