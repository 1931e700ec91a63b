import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clinical events by when they were written down: the list of a moment follows from those before it. */
export class ListHistory1764795000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index clinical_event_recorded on clinical_event (recorded_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index clinical_event_recorded');
  }
}
