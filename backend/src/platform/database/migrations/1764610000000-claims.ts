import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is reading a study, for how long, and under which fencing token. */
export class Claims1764610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence claim_token;
      create table claim (
        study_id uuid primary key references worklist_item on delete cascade,
        holder_id text not null,
        holder text not null,
        token bigint not null default nextval('claim_token'),
        since timestamptz(3) not null,
        expires_at timestamptz(3) not null
      );
      create index claim_expiry on claim (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table claim; drop sequence claim_token');
  }
}
