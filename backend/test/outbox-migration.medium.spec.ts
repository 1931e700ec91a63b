import { createDatabase, type TestDatabase } from './database.js';
import { Critical1764720000000 } from '../src/platform/database/migrations/1764720000000-critical.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe('the outbox of alerts', () => {
  it('becomes that of every room with what waits in it and the secret, and goes back', async () => {
    const { dataSource } = database;
    const migration = new Critical1764720000000();
    const runner = dataSource.createQueryRunner();
    await migration.down(runner);
    await runner.query(
      `insert into alert_settings (version, steps, webhook_secret) values (3, '{}', 'sealed:v1:spec')`,
    );
    await runner.query(
      `with one as (insert into alert (study_id, study_uid, finding, suspected, models, raised_at)
         values (gen_random_uuid(), '1.2.3', 'SCT 50960005', 'Bleeding', '[]', '2026-01-05T08:00:00Z') returning id)
       insert into alert_delivery (alert_id, level, target, next_attempt_at, created_at)
         select id, 'section', '{"kind": "email", "address": "a@spec.local"}', now(), now() from one`,
    );
    await migration.up(runner);
    expect(
      await runner.query(
        'select topic, alert.id = about_id as same, told.level, state, since from message_delivery told, alert',
      ),
    ).toEqual([
      {
        topic: 'alert',
        same: true,
        level: 'section',
        state: 'waiting',
        since: new Date('2026-01-05T08:00:00Z'),
      },
    ]);
    expect(await runner.query('select secret from webhook_secret')).toEqual([{ secret: 'sealed:v1:spec' }]);
    await migration.down(runner);
    expect(await runner.query('select alert.id = alert_id as same from alert_delivery, alert')).toEqual([
      { same: true },
    ]);
    expect(await runner.query('select version, webhook_secret as secret from alert_settings')).toEqual([
      { version: 3, secret: 'sealed:v1:spec' },
    ]);
    await runner.release();
  });
});
