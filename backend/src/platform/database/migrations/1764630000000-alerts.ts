import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create table alert (
  id uuid primary key default gen_random_uuid(),
  study_id uuid not null,
  study_uid text not null,
  finding text not null,
  suspected text not null,
  models jsonb not null,
  level text not null default 'reader' check (level in ('reader', 'section', 'onCall', 'head')),
  raised_at timestamptz(3) not null,
  due_at timestamptz(3),
  acknowledged_by text,
  acknowledged_at timestamptz(3),
  ended_how text check (ended_how in ('read', 'withdrawn', 'deleted')),
  ended_at timestamptz(3),
  check ((acknowledged_by is null) = (acknowledged_at is null)),
  check ((ended_how is null) = (ended_at is null))
);
create unique index alert_of_finding on alert (study_id, finding) where ended_at is null;
create index alert_open on alert (raised_at desc, id desc) where ended_at is null and acknowledged_at is null;
create index alert_due on alert (due_at) where ended_at is null and acknowledged_at is null;
create index alert_withdrawn on alert (ended_at) where ended_how = 'withdrawn';

create table alert_settings (
  single boolean primary key default true check (single),
  version int not null,
  steps jsonb not null,
  webhook_secret text
);

create table alert_delivery (
  id uuid primary key default gen_random_uuid(),
  alert_id uuid not null references alert on delete cascade,
  level text not null check (level in ('section', 'onCall', 'head')),
  target jsonb not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'delivered', 'failed', 'notNeeded')),
  attempts int not null default 0,
  next_attempt_at timestamptz(3) not null,
  lease_until timestamptz(3),
  problem text,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  unique (alert_id, level, target)
);
create index alert_delivery_due on alert_delivery (next_attempt_at) where state in ('waiting', 'sending', 'failed');
create index alert_delivery_order on alert_delivery (created_at desc, id desc);
`;

/**
 * Suspicions of critical findings that wait for a person, and what was sent about them. An alert outlives its study: that
 * one was deleted is part of what happened to it. `alert_delivery` is an outbox: its rows are written with the change of
 * level and stay until they are delivered or not needed any more.
 */
export class Alerts1764630000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alert_delivery, alert_settings, alert');
  }
}
