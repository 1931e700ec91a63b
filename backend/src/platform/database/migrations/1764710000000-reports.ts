import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reportTables } from './initial/report.sql.js';
import { shippedTemplates } from './initial/report-templates.js';

/**
 * Reports. The draft is a column of the report; what was signed is a row that nothing changes, and that goes with its
 * report alone.
 */
export class Reports1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reportTables);
    for (const { id, name, modality, bodyPart, sections } of shippedTemplates)
      await runner.query(
        `insert into report_template (id, version, name, modality, body_part, sections, by_name)
         values ($1, 1, $2, $3, $4, $5, 'Firstread')`,
        [id, name, modality, bodyPart, JSON.stringify(sections)],
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worklist_item drop column preliminary_by;
      alter table worklist_item drop column signed;
      drop table report_document;
      drop table report_version;
      drop function keep_signed_report();
      drop table report;
      drop table report_author;
      drop table report_macro;
      drop table report_template`);
  }
}
