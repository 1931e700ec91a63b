import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A series, or study, of which every instance is rejected is there for nobody. */
export class Visibility1764310000000 implements MigrationInterface {
  readonly name = 'Visibility1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table study add column hidden boolean not null default false;
      alter table series add column hidden boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table series drop column hidden; alter table study drop column hidden');
  }
}
