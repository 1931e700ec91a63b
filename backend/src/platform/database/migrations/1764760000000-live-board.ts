import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The live board finds the few it counts without reading the many that are done. */
export class LiveBoard1764760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      drop index inference_run_without_result`);
  }
}
