import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of the worklist say how many critical results of their study are open. */
export class CriticalRows1764740000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worklist_item add column open_critical int not null default 0;
      update worklist_item set open_critical = waiting.open
        from (select study_uid, count(*)::int as open from critical_result
               where state in ('open', 'acknowledged') group by study_uid) as waiting
       where waiting.study_uid = worklist_item.study_uid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table worklist_item drop column open_critical');
  }
}
