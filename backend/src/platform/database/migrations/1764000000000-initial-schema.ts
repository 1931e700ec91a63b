import type { MigrationInterface, QueryRunner } from 'typeorm';
import { identityTables } from './initial/identity.sql.js';
import { archiveTables } from './initial/archive.sql.js';
import { eventTables } from './initial/event.sql.js';
import { aiTables } from './initial/ai.sql.js';
import { worklistTables } from './initial/worklist.sql.js';

export class InitialSchema1764000000000 implements MigrationInterface {
  readonly name = 'InitialSchema1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [eventTables, identityTables, archiveTables, aiTables, worklistTables]) {
      await runner.query(sql);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table worklist_item, result_object, finding, inference_run, worker_process,
        quarantine, reception_study, reception, instance, series, study,
        setup_token, api_token, session, app_user, site, audit_event, event_cursor, event;
      drop function refuse_change;
    `);
  }
}
