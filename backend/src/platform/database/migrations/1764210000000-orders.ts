import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imaging orders, which modalities read as their worklist, and the steps they report performed. */
export class Orders1764210000000 implements MigrationInterface {
  readonly name = 'Orders1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imaging_order (
        id uuid primary key default gen_random_uuid(),
        accession_number text not null unique,
        placer_order_number text,
        filler_order_number text,
        patient_id text not null,
        patient_id_issuer text,
        patient_name text not null,
        patient_birth_date text,
        patient_sex text,
        requested_procedure_id text not null,
        requested_procedure_description text,
        procedure_code jsonb,
        modality text not null,
        station_ae_title text,
        station_name text,
        scheduled_at text not null check (scheduled_at ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$'),
        step_id text not null,
        step_description text,
        body_part text,
        laterality text,
        priority text not null check (priority in ('stat', 'urgent', 'routine')),
        referring_physician text,
        reason text,
        study_instance_uid text not null unique,
        status text not null check (status in ('scheduled', 'inProgress', 'completed', 'discontinued')),
        version int not null default 1,
        changed_at timestamptz not null default now()
      );
      create index imaging_order_schedule on imaging_order (scheduled_at, id);
      create index imaging_order_list on imaging_order (scheduled_at desc, id desc);
      create index imaging_order_patient on imaging_order (patient_id);

      create table performed_step (
        id uuid primary key default gen_random_uuid(),
        sop_instance_uid text not null unique,
        order_id uuid references imaging_order,
        study_instance_uid text not null,
        performed_by text not null,
        status text not null check (status in ('IN PROGRESS', 'COMPLETED', 'DISCONTINUED')),
        attributes jsonb not null,
        instances text[] not null default '{}',
        started_at timestamptz not null default now(),
        ended_at timestamptz
      );
      create index performed_step_study on performed_step (study_instance_uid);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table performed_step, imaging_order');
  }
}
