import type { MigrationInterface, QueryRunner } from 'typeorm';

const messages = `
create table webhook_secret (single boolean primary key default true check (single), secret text not null);
insert into webhook_secret (secret) select webhook_secret from alert_settings where webhook_secret is not null;
alter table alert_settings drop column webhook_secret;

alter table alert_delivery rename to message_delivery;
alter table message_delivery rename column alert_id to about_id;
alter table message_delivery add column topic text not null default 'alert'
  check (topic in ('alert', 'critical', 'discrepancy'));
alter table message_delivery alter column topic drop default;
alter table message_delivery add column since timestamptz(3);
update message_delivery set since = raised_at from alert where alert.id = about_id;
alter table message_delivery alter column since set not null;
alter table message_delivery drop constraint alert_delivery_alert_id_fkey;
alter table message_delivery drop constraint alert_delivery_level_check;
alter table message_delivery add constraint message_delivery_level_check
  check (level in ('section', 'onCall', 'head', 'contact'));
alter index alert_delivery_pkey rename to message_delivery_pkey;
alter index alert_delivery_alert_id_level_target_key rename to message_delivery_about_id_level_target_key;
alter index alert_delivery_due rename to message_delivery_due;
alter index alert_delivery_order rename to message_delivery_order;
`;

const back = `
delete from message_delivery where topic <> 'alert';
alter index message_delivery_order rename to alert_delivery_order;
alter index message_delivery_due rename to alert_delivery_due;
alter index message_delivery_about_id_level_target_key rename to alert_delivery_alert_id_level_target_key;
alter index message_delivery_pkey rename to alert_delivery_pkey;
alter table message_delivery drop constraint message_delivery_level_check;
alter table message_delivery add constraint alert_delivery_level_check check (level in ('section', 'onCall', 'head'));
alter table message_delivery drop column since, drop column topic;
alter table message_delivery rename column about_id to alert_id;
alter table message_delivery rename to alert_delivery;
alter table alert_delivery add constraint alert_delivery_alert_id_fkey
  foreign key (alert_id) references alert on delete cascade;
alter table alert_settings add column webhook_secret text;
insert into alert_settings (version, steps) select 0, '{}' from webhook_secret on conflict do nothing;
update alert_settings set webhook_secret = secret from webhook_secret;
drop table webhook_secret;
`;

/** A receipt is whole or not there, and nothing is closed without one: a named receiver, who told them, when and how. */
const tables = `
create table contact_list (
  version int primary key,
  contacts jsonb not null,
  changed_by text not null,
  changed_at timestamptz(3) not null
);

create table critical_settings (
  version int primary key,
  settings jsonb not null,
  changed_by text not null,
  changed_at timestamptz(3) not null
);

create table critical_result (
  id uuid primary key,
  version int not null default 1,
  study_id uuid not null,
  study_uid text not null,
  finding_code text,
  finding text not null check (length(btrim(finding)) > 1),
  catalogue_version int not null,
  level text not null check (level in ('red', 'orange', 'yellow')),
  state text not null default 'open' check (state in ('open', 'acknowledged', 'closed', 'withdrawn')),
  identified_at timestamptz(3) not null,
  due_at timestamptz(3) not null check (due_at > identified_at),
  marked_at timestamptz(3) not null check (marked_at >= identified_at),
  marked_by text not null,
  marked_by_id text not null,
  alert_id uuid,
  note text,
  callee jsonb,
  assignee_id uuid,
  assignee text,
  told text not null default 'nobody' check (told in ('nobody', 'section', 'onCall', 'head')),
  tell_at timestamptz(3),
  receiver text check (length(btrim(receiver)) > 1),
  receiver_role text,
  communicated_by text check (length(btrim(communicated_by)) > 1),
  communicated_at timestamptz(3) check (communicated_at >= identified_at),
  communicated_how text check (communicated_how in ('phone', 'inPerson', 'video', 'secureMessage', 'other')),
  receipt_note text,
  read_back boolean,
  closed_by text,
  closed_at timestamptz(3),
  closing_note text,
  withdrawn_by text,
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  check ((assignee_id is null) = (assignee is null)),
  constraint critical_receipt_whole
    check (num_nonnulls(receiver, communicated_by, communicated_at, communicated_how, read_back) in (0, 5)),
  constraint critical_received check (state not in ('acknowledged', 'closed') or receiver is not null),
  constraint critical_open_unreceived check (state not in ('open', 'withdrawn') or receiver is null),
  constraint critical_closed check ((state = 'closed') = (num_nonnulls(closed_by, closed_at) = 2)),
  constraint critical_withdrawn check ((state = 'withdrawn') = (num_nonnulls(withdrawn_by, withdrawn_at) = 2)),
  constraint critical_told_once_open check (state = 'open' or tell_at is null)
);
create unique index critical_of_finding on critical_result (study_id, lower(finding))
  where state in ('open', 'acknowledged');
create index critical_open on critical_result (due_at, id) where state in ('open', 'acknowledged');
create index critical_tell on critical_result (tell_at) where tell_at is not null;
create index critical_done on critical_result (coalesce(closed_at, withdrawn_at) desc, id desc)
  where state in ('closed', 'withdrawn');
create index critical_of_study on critical_result (study_uid);
create index critical_identified on critical_result (identified_at);

create table critical_attempt (
  id uuid primary key,
  critical_id uuid not null references critical_result,
  by text not null,
  at timestamptz(3) not null,
  called text not null,
  how text not null check (how in ('phone', 'inPerson', 'video', 'secureMessage', 'other')),
  reached boolean not null,
  note text
);
create index critical_attempt_of on critical_attempt (critical_id, at);

create table critical_hand_over (
  id uuid not null,
  critical_id uuid not null references critical_result,
  by text not null,
  by_id text not null,
  "to" text not null,
  to_id uuid not null,
  at timestamptz(3) not null,
  note text,
  primary key (id, critical_id)
);
create index critical_hand_over_of on critical_hand_over (critical_id, at);
`;

/**
 * Critical results until a named person has received them. Like alerts they outlive their study. What alerts sent with
 * becomes the outbox of every room.
 */
export class Critical1764720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messages);
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table critical_hand_over, critical_attempt, critical_result, critical_settings, contact_list',
    );
    await runner.query(back);
  }
}
