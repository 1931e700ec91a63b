import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Flags that came after their study was read, until a reader has looked at them. */
export class Discrepancies1764660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table discrepancy (
        id uuid primary key default gen_random_uuid(),
        run_id uuid not null unique references inference_run on delete cascade,
        study_id uuid not null references study on delete cascade,
        read_at timestamptz(3) not null,
        result_at timestamptz(3) not null,
        closed_at timestamptz(3),
        closed_by text,
        outcome text check (outcome in ('noChange', 'addendum', 'communicated')),
        note text,
        check ((closed_at is null) = (outcome is null))
      );
      create index discrepancy_open on discrepancy (result_at desc, id desc) where closed_at is null;
      create index discrepancy_closed on discrepancy (result_at desc, id desc) where closed_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table discrepancy');
  }
}
