/**
 * `event` is the log of all that happened, and the outbox. `transaction` lets a consumer read in an
 * order that no later commit can slip into: only rows of transactions older than every open one.
 */
export const eventTables = `
create table event (
  id bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  name text not null,
  study_uid text,
  payload jsonb not null,
  occurred_at timestamptz not null default clock_timestamp()
);
create index event_order on event (transaction, id);
create index event_study on event (study_uid, id);

create table event_cursor (
  consumer text primary key,
  transaction xid8 not null,
  id bigint not null,
  updated_at timestamptz not null default now()
);

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  role text not null,
  action text not null,
  outcome text not null check (outcome in ('success', 'denied', 'failure')),
  study_uid text,
  detail text,
  source text
);
create index audit_event_study on audit_event (study_uid, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_change();
`;
