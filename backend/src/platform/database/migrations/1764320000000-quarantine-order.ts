import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A cursor says milliseconds: entries must not differ by less, or a page skips some. */
export class QuarantineOrder1764320000000 implements MigrationInterface {
  readonly name = 'QuarantineOrder1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quarantine alter column received_at type timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quarantine alter column received_at type timestamptz');
  }
}
