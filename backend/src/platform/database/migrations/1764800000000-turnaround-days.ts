import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Totals are of days, and hold what each of their hours does: any choice of facets answers for hours too. */
const days = `
drop table turnaround_total;
create table turnaround_total (
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
  hours bytea not null,
  primary key (stage, stated, hour, site, modality, order_class, ai_state)
);
create index turnaround_total_hour on turnaround_total (stage, hour);
`;

/** By how many more waited at the end of an hour than at its beginning. */
const waiting = `
create table waiting_change (hour timestamptz(3) primary key, change int not null);
create index study_interval_wait_ended on study_interval (ended_at) where stage = 'wait' and excluded is null;
`;

const COUNT_ALL = `
insert into turnaround_dirty_hour
select distinct stage, hour from study_interval
union
select stage, hour + floor(extract(epoch from ended_at - hour) / 3600) * interval '1 hour'
  from study_interval where stage = 'wait' and ended_at is not null
on conflict do nothing`;

export class TurnaroundDays1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(days);
    await runner.query(waiting);
    await runner.query(COUNT_ALL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index study_interval_wait_ended;
      drop table waiting_change, turnaround_total;
      create table turnaround_total (
        span text not null check (span in ('hour', 'day')), stated text not null, stage text not null,
        hour timestamptz(3) not null, site text not null, modality text not null, order_class text not null,
        ai_state text not null, n int not null, fallbacks int not null, excluded jsonb not null,
        max_seconds double precision, sketch bytea not null,
        primary key (stage, span, stated, hour, site, modality, order_class, ai_state));
      create index turnaround_total_hour on turnaround_total (stage, span, hour);`);
    await runner.query(COUNT_ALL);
  }
}
