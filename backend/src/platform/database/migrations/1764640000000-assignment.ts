import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may read what, how much work a study is, which studies readers put off, and claims that were handed over. */
export class Assignment1764640000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reader_profile (
        user_id uuid primary key references app_user on delete cascade,
        rights jsonb not null,
        cap_rvu numeric(8, 2) check (cap_rvu > 0),
        version int not null default 1
      );
      create table reading_requirement (
        subject text not null,
        credential text not null,
        primary key (subject, credential)
      );
      create table rvu (
        modality text primary key,
        rvu numeric(6, 2) not null check (rvu > 0)
      );
      insert into rvu (modality, rvu) values
        ('CR', 0.2), ('DX', 0.2), ('US', 0.7), ('MG', 0.7), ('RF', 0.7), ('NM', 1.0), ('CT', 1.2), ('MR', 1.5),
        ('XA', 1.5), ('PT', 2.0);
      create table study_skip (
        id bigint generated always as identity primary key,
        study_id uuid not null references worklist_item on delete cascade,
        reader_id text not null,
        reason_code text not null,
        note text,
        at timestamptz(3) not null,
        gave_back boolean not null
      );
      create index study_skip_reader on study_skip (reader_id, study_id, at);
      create index study_skip_study on study_skip (study_id);
      create index study_skip_day on study_skip (at);
      alter table claim add handed_over_by_id text, add handed_over_by text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table claim drop handed_over_by_id, drop handed_over_by;
      drop table study_skip; drop table rvu; drop table reading_requirement; drop table reader_profile`);
  }
}
