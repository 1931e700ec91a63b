import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of turnaround by e-mail: one schedule of a dashboard, and each PDF that was made. */
export class TurnaroundReports1764797000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table turnaround_report (
        dashboard_id uuid primary key references turnaround_dashboard on delete cascade,
        rhythm jsonb not null,
        hour int not null check (hour between 0 and 23),
        recipients jsonb not null check (jsonb_array_length(recipients) between 1 and 20),
        is_on boolean not null,
        owner text not null,
        since timestamptz(3) not null
      );
      create table turnaround_report_issue (
        id uuid primary key,
        dashboard_id uuid not null references turnaround_report on delete cascade,
        kind text not null check (kind in ('scheduled', 'test')),
        from_day date not null,
        to_day date not null check (to_day >= from_day),
        issued_at timestamptz(3) not null,
        recipients int not null,
        pdf bytea not null
      );
      create unique index turnaround_report_issue_once on turnaround_report_issue (dashboard_id, from_day, to_day)
        where kind = 'scheduled';
      create index turnaround_report_issue_order on turnaround_report_issue (dashboard_id, issued_at desc, id desc);
      alter table message_delivery drop constraint message_delivery_topic_check, drop constraint message_delivery_level_check;
      alter table message_delivery
        add constraint message_delivery_topic_check
          check (topic in ('alert', 'critical', 'discrepancy', 'turnaroundReport')),
        add constraint message_delivery_level_check
          check (level in ('section', 'onCall', 'head', 'contact', 'recipient'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from message_delivery where topic = 'turnaroundReport';
      alter table message_delivery drop constraint message_delivery_topic_check, drop constraint message_delivery_level_check;
      alter table message_delivery
        add constraint message_delivery_topic_check check (topic in ('alert', 'critical', 'discrepancy')),
        add constraint message_delivery_level_check check (level in ('section', 'onCall', 'head', 'contact'));
      drop table turnaround_report_issue, turnaround_report`);
  }
}
