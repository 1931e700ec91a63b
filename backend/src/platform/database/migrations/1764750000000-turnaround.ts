import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Clinical events are kept for good. A month gets a partition of its own ahead of time; what no month takes is in the
 * default partition. A unique key of a partitioned table holds the time, so the place in the event log is unique with it.
 */
const events = `
create table clinical_event (
  id uuid not null default gen_random_uuid(),
  study_uid text not null,
  kind text not null,
  happened_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  source text not null,
  clock text not null check (clock in ('platform', 'modality')),
  by_role text,
  reader_id uuid,
  detail jsonb not null,
  corrects uuid,
  event_transaction xid8 not null,
  event_id bigint not null,
  event_part smallint not null,
  primary key (id, happened_at)
) partition by range (happened_at);
create table clinical_event_default partition of clinical_event default;
create unique index clinical_event_position on clinical_event
  (event_transaction, event_id, event_part, happened_at);
create index clinical_event_study on clinical_event (study_uid, kind);
create trigger clinical_event_append_only before update or delete on clinical_event
  for each row execute function refuse_change();
create trigger clinical_event_kept before truncate on clinical_event
  for each statement execute function refuse_change();
create trigger clinical_event_kept before truncate on clinical_event_default
  for each statement execute function refuse_change();
`;

/** What follows from the events, and can be made from them again. */
const projections = `
create table study_timeline (
  study_uid text primary key,
  milestones jsonb not null default '[]',
  stale boolean not null
);
create index study_timeline_stale on study_timeline (study_uid) where stale;

create table study_interval (
  study_uid text not null references study_timeline,
  stage text not null,
  subject text not null,
  hour timestamptz(3) not null,
  site text not null,
  modality text not null,
  order_class text not null,
  ai_state text not null,
  started_at timestamptz(3) not null,
  started_with text not null,
  ended_at timestamptz(3),
  ended_with text,
  seconds double precision,
  fallback boolean not null,
  excluded text,
  primary key (study_uid, stage, subject)
);
create index study_interval_hour on study_interval (hour);
create index study_interval_stage on study_interval (stage, hour desc, study_uid, subject);
create index study_interval_open on study_interval (stage, hour) where ended_at is null and excluded is null;

create table turnaround_rollup (
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
  primary key (stage, hour, site, modality, order_class, ai_state)
);
create index turnaround_rollup_hour on turnaround_rollup (hour);

create table turnaround_dirty_hour (hour timestamptz(3) primary key);
`;

export class Turnaround1764750000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(events);
    await runner.query(projections);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table turnaround_dirty_hour, turnaround_rollup, study_interval, study_timeline, clinical_event',
    );
    await runner.query(`delete from event_cursor where consumer = 'turnaround'`);
  }
}
