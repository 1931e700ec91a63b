import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a row shows of its study is kept in the row. Rows that stand get it when their place is next decided. */
export class ShownStudy1764690000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table worklist_item add column shown jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table worklist_item drop column shown');
  }
}
