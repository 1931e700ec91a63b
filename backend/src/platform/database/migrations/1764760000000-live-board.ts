import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The live board finds the few it counts without reading the many that are done. Keys that orders and studies share are
 * of one collation, or a comparison could use the index of one side alone.
 */
export class LiveBoard1764760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table imaging_order alter column study_instance_uid type text collate "C",
        alter column accession_number type text collate "C";
      create index inference_run_without_result on inference_run (study_id)
        where state in ('pending', 'running', 'failed', 'notEvaluable') and effect = 'shown';
      create index imaging_order_completed on imaging_order (changed_at) where status = 'completed';
      create index performed_step_unordered on performed_step (ended_at)
        where status = 'COMPLETED' and order_id is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index performed_step_unordered;
      drop index imaging_order_completed;
      drop index inference_run_without_result;
      alter table imaging_order alter column study_instance_uid type text collate "default",
        alter column accession_number type text collate "default"`);
  }
}
