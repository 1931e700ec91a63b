/** Studies, series and instances as received; `attributes` is the DICOM JSON model (PS3.18 Annex F). */
export const archiveTables = `
create table study (
  id uuid primary key default gen_random_uuid(),
  study_instance_uid text not null unique,
  patient_id text,
  patient_name text,
  patient_birth_date text,
  patient_sex text,
  accession_number text,
  study_date text,
  study_time text,
  study_description text,
  institution text,
  requested_priority text,
  attributes jsonb not null,
  state text not null check (state in ('receiving', 'complete')),
  revision int not null default 1,
  first_received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  completed_at timestamptz
);
create index study_receiving on study (last_received_at) where state = 'receiving';
create index study_date_order on study (study_date desc, study_instance_uid);
create index study_patient on study (patient_id);
create index study_accession on study (accession_number);

create table series (
  id uuid primary key default gen_random_uuid(),
  study_id uuid not null references study on delete cascade,
  series_instance_uid text not null,
  modality text not null,
  series_number int,
  series_description text,
  body_part text,
  own boolean not null,
  attributes jsonb not null,
  unique (study_id, series_instance_uid)
);

create table instance (
  id uuid primary key,
  series_id uuid not null references series on delete cascade,
  study_id uuid not null references study on delete cascade,
  sop_instance_uid text not null unique,
  sop_class_uid text not null,
  transfer_syntax_uid text not null,
  instance_number int,
  has_pixels boolean not null,
  number_of_frames int not null,
  bytes bigint not null,
  digest text not null,
  study_revision int not null,
  door text not null,
  source text not null,
  attributes jsonb not null,
  received_at timestamptz not null default now()
);
create index instance_series on instance (series_id, instance_number);
create index instance_study on instance (study_id);

create table reception (
  id uuid primary key default gen_random_uuid(),
  door text not null,
  source text not null,
  heartbeat_at timestamptz not null default now()
);
create table reception_study (
  reception_id uuid not null references reception on delete cascade,
  study_id uuid not null references study on delete cascade,
  primary key (study_id, reception_id)
);
create index reception_study_reception on reception_study (reception_id);

create table quarantine (
  id uuid primary key,
  received_at timestamptz not null default now(),
  code text not null,
  reason text not null,
  door text not null,
  source text not null,
  study_instance_uid text,
  sop_class_uid text,
  sop_instance_uid text,
  bytes bigint not null,
  digest bytea not null,
  unique (digest, code)
);
create index quarantine_order on quarantine (received_at desc, id);
`;
