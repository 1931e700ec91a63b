import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work by body part, when shifts begin, the cap of a shift, and what readers have read. */
export class Workload1764680000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rvu add body_part text not null default '', drop constraint rvu_pkey,
        add primary key (modality, body_part);
      alter table rvu alter body_part drop default;
      create table workload_setting (
        single boolean primary key default true check (single),
        default_rvu numeric(6, 2) not null check (default_rvu > 0),
        shift_starts time[] not null check (cardinality(shift_starts) > 0),
        version int not null default 1
      );
      insert into workload_setting (default_rvu, shift_starts) values (1, '{07:00,15:00,23:00}');
      alter table reader_profile add shift_cap_rvu numeric(8, 2) check (shift_cap_rvu > 0);
      create table study_reading (
        id bigint generated always as identity primary key,
        study_id uuid not null references worklist_item on delete cascade,
        reader_id text not null,
        rvu numeric(6, 2) not null,
        at timestamptz(3) not null
      );
      create index study_reading_shift on study_reading (at, reader_id) include (rvu);
      create index study_reading_study on study_reading (study_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table study_reading;
      alter table reader_profile drop shift_cap_rvu;
      drop table workload_setting;
      delete from rvu where body_part <> '';
      alter table rvu drop constraint rvu_pkey, drop body_part, add primary key (modality)`);
  }
}
