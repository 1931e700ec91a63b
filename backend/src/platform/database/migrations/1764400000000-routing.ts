import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create table announced_study (
  study_instance_uid text primary key,
  intake text not null check (intake in ('reading', 'prior')),
  at timestamptz not null default now()
);

create table forward_rule (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  enabled boolean not null,
  peer_id uuid not null references peer on delete cascade,
  transport text not null check (transport in ('dimse', 'dicomweb')),
  what text[] not null check (what <@ array['originals', 'aiResults']),
  filter jsonb not null,
  version int not null default 1
);

create table destination (
  peer_id uuid primary key references peer on delete cascade,
  failures int not null default 0,
  next_attempt_at timestamptz not null default now()
);

create table delivery (
  id uuid primary key default gen_random_uuid(),
  rule_id uuid references forward_rule on delete cascade,
  peer_id uuid not null references peer on delete cascade,
  study_id uuid not null references study on delete cascade,
  transport text not null check (transport in ('dimse', 'dicomweb')),
  what text not null check (what in ('originals', 'aiResults')),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed')),
  request int not null default 1,
  sent int not null default 0,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_until timestamptz,
  problem text,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz,
  unique (rule_id, study_id, what)
);
create index delivery_due on delivery (next_attempt_at) where state in ('waiting', 'sending');
create index delivery_order on delivery (created_at desc, id desc);
create index delivery_study on delivery (study_id);

create table delivered_instance (
  delivery_id uuid not null references delivery on delete cascade,
  instance_id uuid not null references instance on delete cascade,
  primary key (delivery_id, instance_id)
);
create index delivered_instance_instance on delivered_instance (instance_id);

create table prior_source (
  id uuid primary key default gen_random_uuid(),
  peer_id uuid not null unique references peer on delete cascade,
  transport text not null check (transport in ('dimse', 'dicomweb')),
  enabled boolean not null,
  maximum int not null,
  within_days int not null,
  same_modality boolean not null
);

create table prior_search (
  source_id uuid not null references prior_source on delete cascade,
  study_id uuid not null references study on delete cascade,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  primary key (source_id, study_id)
);

create table study_fetch (
  id uuid primary key default gen_random_uuid(),
  peer_id uuid not null references peer on delete cascade,
  transport text not null check (transport in ('dimse', 'dicomweb')),
  study_instance_uid text not null,
  for_study_uid text,
  state text not null default 'waiting' check (state in ('waiting', 'fetching', 'fetched', 'failed')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_until timestamptz,
  problem text,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz
);
create unique index study_fetch_open on study_fetch (peer_id, study_instance_uid)
  where state in ('waiting', 'fetching');
create index study_fetch_order on study_fetch (created_at desc, id desc);
`;

/**
 * What is sent to peers and fetched from them. `destination` is how a peer fares: after a failure nothing is tried
 * before `next_attempt_at`. `announced_study` says how a study that was asked for is to be taken in.
 */
export class Routing1764400000000 implements MigrationInterface {
  readonly name = 'Routing1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table study_fetch, prior_search, prior_source, delivered_instance, delivery, destination, forward_rule,
        announced_study`);
  }
}
