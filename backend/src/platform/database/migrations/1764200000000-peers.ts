import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other application entities, and the storage commitments they asked for. */
export class Peers1764200000000 implements MigrationInterface {
  readonly name = 'Peers1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table peer (
        id uuid primary key default gen_random_uuid(),
        ae_title text not null unique check (length(ae_title) between 1 and 16),
        name text not null,
        host text not null,
        port int not null check (port between 1 and 65535),
        tls boolean not null,
        addresses text[] not null,
        services text[] not null
          check (services <@ array['store', 'query', 'retrieve', 'commitment', 'worklist', 'mpps']),
        destination boolean not null,
        max_associations int not null check (max_associations > 0),
        backfill_age_days int,
        dicomweb_url text,
        dicomweb_token text,
        enabled boolean not null,
        version int not null default 1,
        changed_at timestamptz not null default now()
      );

      create table storage_commitment (
        id uuid primary key default gen_random_uuid(),
        peer_id uuid not null references peer on delete cascade,
        transaction_uid text not null,
        requested jsonb not null,
        requested_at timestamptz not null default now(),
        attempts int not null default 0,
        next_attempt_at timestamptz not null default now(),
        reported_at timestamptz,
        last_error text,
        unique (peer_id, transaction_uid)
      );
      create index storage_commitment_due on storage_commitment (next_attempt_at)
        where reported_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table storage_commitment, peer');
  }
}
