import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why studies cannot be read yet. One that a person ended is kept until its end, so that this can be undone. */
export class Holds1764670000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table study_hold (
        study_id uuid primary key references worklist_item on delete cascade,
        kind text not null check (kind in ('awaitingPriors', 'incompleteImages', 'clinicalQuestion', 'other')),
        note text check (note is not null or kind <> 'other'),
        until timestamptz(3) not null,
        by_id text not null,
        by_name text not null,
        at timestamptz(3) not null,
        gave_back boolean not null,
        ended_at timestamptz(3),
        ended_by_id text,
        ended_how text check (ended_how in ('ended', 'read')),
        check (num_nulls(ended_at, ended_by_id, ended_how) in (0, 3))
      );
      create index study_hold_end on study_hold (until)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table study_hold');
  }
}
