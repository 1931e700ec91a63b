import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of segments are a kind of their own; the urgency of studies that were listed before it was kept. */
export class SegmentReports1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table result_object
        drop constraint result_object_kind_check,
        add constraint result_object_kind_check
          check (kind in ('SR', 'SRsegment', 'SRnoRoi', 'SEG', 'KOS', 'SC', 'GSPS'));
      insert into study_urgency (study_id, band) select study_id, band from worklist_item on conflict do nothing`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from result_object where kind = 'SRsegment';
      alter table result_object
        drop constraint result_object_kind_check,
        add constraint result_object_kind_check check (kind in ('SR', 'SRnoRoi', 'SEG', 'KOS', 'SC', 'GSPS'))`);
  }
}
