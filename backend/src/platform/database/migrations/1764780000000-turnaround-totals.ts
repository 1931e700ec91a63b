import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An hour is counted anew for each stage alone; what is counted is also kept taken together. */
const totals = `
create table turnaround_total (
  span text not null check (span in ('hour', 'day')),
  stated text not null,
  stage text not null,
  hour timestamptz(3) not null,
  site text not null,
  modality text not null,
  order_class text not null,
  ai_state text not null,
  n int not null,
  fallbacks int not null,
  excluded jsonb not null,
  max_seconds double precision,
  sketch bytea not null,
  primary key (stage, span, stated, hour, site, modality, order_class, ai_state)
);
create index turnaround_total_hour on turnaround_total (stage, span, hour);
create table turnaround_dirty_day (stage text not null, day date not null, primary key (stage, day));

drop table turnaround_dirty_hour;
create table turnaround_dirty_hour (stage text not null, hour timestamptz(3) not null, primary key (stage, hour));
insert into turnaround_dirty_hour select distinct stage, hour from study_interval;
`;

/** A stage is asked for in each of them; what is open is counted from its index alone. */
const indexes = `
drop index study_interval_hour;
drop index turnaround_rollup_hour;
drop index study_interval_open;
create index study_interval_open on study_interval
  (stage, hour, site, modality, order_class, ai_state, started_at) where ended_at is null and excluded is null;
`;

export class TurnaroundTotals1764780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(totals);
    await runner.query(indexes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index study_interval_open;
      create index study_interval_open on study_interval (stage, hour) where ended_at is null and excluded is null;
      create index study_interval_hour on study_interval (hour);
      create index turnaround_rollup_hour on turnaround_rollup (hour);
      drop table turnaround_total, turnaround_dirty_day, turnaround_dirty_hour;
      create table turnaround_dirty_hour (hour timestamptz(3) primary key);
      insert into turnaround_dirty_hour select distinct hour from study_interval;`);
  }
}
