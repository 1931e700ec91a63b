import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dashboards of turnaround, and the ends of waits: how many waited at a moment follows from both ends. */
export class Dashboards1764770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table turnaround_dashboard (
        id uuid primary key default gen_random_uuid(),
        owner_id text not null,
        name text not null,
        scope text not null check (scope in ('own', 'shared')),
        definition jsonb not null,
        changed_at timestamptz not null default now()
      );
      create unique index turnaround_dashboard_own on turnaround_dashboard (owner_id, lower(name)) where scope = 'own';
      create unique index turnaround_dashboard_shared on turnaround_dashboard (lower(name)) where scope = 'shared';
      create index study_interval_wait_end on study_interval (ended_at) where stage = 'wait' and excluded is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index study_interval_wait_end;
      drop table turnaround_dashboard`);
  }
}
