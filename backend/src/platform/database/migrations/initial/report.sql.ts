/** Reports, what they begin as, and what was signed of them. */
export const reportTables = `
create table report_template (
  id uuid not null,
  version int not null check (version > 0),
  name text not null,
  modality text,
  body_part text,
  sections jsonb not null,
  retired boolean not null default false,
  by_name text not null,
  at timestamptz(3) not null default now(),
  primary key (id, version)
);
create table report_macro (
  id uuid primary key default gen_random_uuid(),
  owner_id text,
  name text not null,
  text text not null
);
create unique index report_macro_name on report_macro (coalesce(owner_id, ''), lower(name));
create table report_author (
  user_id uuid primary key references app_user on delete cascade,
  grade text not null check (grade in ('resident', 'attending'))
);

create table report (
  id uuid primary key default gen_random_uuid(),
  study_id uuid not null unique references study on delete cascade,
  study_uid text not null,
  stage text not null default 'draft' check (stage in ('draft', 'preliminary', 'final')),
  author_id text not null,
  author text not null,
  author_grade text not null check (author_grade in ('resident', 'attending')),
  template_id uuid,
  template_version int,
  draft jsonb,
  draft_version int not null default 1,
  draft_window text not null,
  draft_sequence int not null,
  saved_at timestamptz(3) not null,
  saved_by_id text not null,
  saved_by text not null,
  audited_at timestamptz(3) not null,
  signed int not null default 0,
  foreign key (template_id, template_version) references report_template (id, version),
  check (stage = 'final' or draft is not null)
);
create index report_open on report (author_id, saved_at) where draft is not null;
create index report_preliminary on report (saved_at) where stage = 'preliminary';

create table report_version (
  report_id uuid not null references report on delete cascade,
  version int not null,
  stage text not null check (stage in ('preliminary', 'final', 'addendum')),
  sections jsonb not null,
  insertions jsonb not null,
  warnings jsonb not null,
  patient jsonb not null,
  study jsonb not null,
  template_id uuid,
  template_version int,
  author text not null,
  signed_by_id text not null,
  signed_by text not null,
  grade text not null,
  signed_at timestamptz(3) not null,
  primary key (report_id, version)
);
create unique index report_final on report_version (report_id) where stage = 'final';
create function keep_signed_report() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' and not exists (select from report where id = old.report_id) then return old; end if;
  raise exception 'What was signed of report % is kept as it is', old.report_id;
end $body$;
create trigger report_version_is_kept before update or delete on report_version
  for each row execute function keep_signed_report();

create table report_document (
  report_id uuid not null,
  version int not null,
  stored_at timestamptz(3),
  attempts int not null default 0,
  next_attempt_at timestamptz(3) not null,
  problem text,
  primary key (report_id, version),
  foreign key (report_id, version) references report_version on delete cascade
);
create index report_document_due on report_document (next_attempt_at) where stored_at is null;

alter table worklist_item add column signed boolean not null default false;
alter table worklist_item add column preliminary_by text
`;
