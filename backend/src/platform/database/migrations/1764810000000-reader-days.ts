import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the place of a choice is not known yet, it waits; it has none where the log has the study on no list then. */
const choices = `
create table list_choice (
  id uuid primary key,
  study_uid text not null,
  reader_id uuid not null,
  at timestamptz(3) not null,
  waiting boolean not null default true,
  place int,
  of int,
  rvu double precision,
  median_passed_rvu double precision
);
create index list_choice_waiting on list_choice (at, id) where waiting;
create index list_choice_reader on list_choice (reader_id, at);
`;

/** What a reader did in a day of the site, in figures that can be added up. */
const days = `
create table reader_day (
  day date not null,
  reader_id uuid not null,
  studies_read int not null,
  rvu_read numeric(10, 2) not null,
  came_next int not null,
  came_chosen int not null,
  came_taken_over int not null,
  came_handed_over int not null,
  came_unknown int not null,
  rvu_assigned numeric(10, 2) not null,
  active_hours int not null,
  skips jsonb not null,
  studies_skipped int not null,
  studies_offered int not null,
  studies_released int not null,
  expired int not null,
  steals int not null,
  choices int not null,
  out_of_order int not null,
  place_sum double precision not null,
  place_squares double precision not null,
  leaning int not null,
  lighter int not null,
  acts_assigned int not null,
  acts_skipped int not null,
  acts_released int not null,
  primary key (day, reader_id)
);
create table reader_dirty_day (day date not null, reader_id uuid not null, primary key (day, reader_id));
`;

const indexes = `
create index study_timeline_listed on study_timeline using gist (listed);
create index clinical_event_reader on clinical_event (reader_id, recorded_at) where reader_id is not null;
create index clinical_event_handed_over on clinical_event ((detail ->> 'reader'), recorded_at) where kind = 'reassigned';
create index study_reading_reader on study_reading (reader_id, at);
`;

/** From when to when studies were on the list, choices from it, and the days of readers: all follow when timelines are made again. */
export class ReaderDays1764810000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table study_timeline add listed tstzrange');
    await runner.query(choices);
    await runner.query(days);
    await runner.query(indexes);
    await runner.query('update study_timeline set stale = true where not stale');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index study_reading_reader, clinical_event_handed_over, clinical_event_reader;
      drop table reader_dirty_day, reader_day, list_choice;
      alter table study_timeline drop listed`);
  }
}
