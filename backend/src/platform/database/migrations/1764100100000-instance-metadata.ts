import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The metadata of an instance as it is given out, compressed in a way that can be joined; what is stored already
 * gets its row when it is first asked for. Storing it again compressed would cost time and save nothing.
 */
export class InstanceMetadata1764100100000 implements MigrationInterface {
  readonly name = 'InstanceMetadata1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table instance_metadata (
        instance_id uuid primary key references instance on delete cascade,
        deflated bytea not null,
        crc bigint not null,
        length int not null
      );
      alter table instance_metadata alter column deflated set storage external;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table instance_metadata`);
  }
}
