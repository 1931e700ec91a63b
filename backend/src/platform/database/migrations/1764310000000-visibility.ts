import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A series, or study, of which every instance is rejected is there for nobody. The indexes of the search hold what a
 * list is sorted by, so that matches are found and counted without their rows; long attributes are kept apart from
 * these.
 */
export class Visibility1764310000000 implements MigrationInterface {
  readonly name = 'Visibility1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table study add column hidden boolean not null default false;
      alter table series add column hidden boolean not null default false;
      drop index study_order, study_name, study_ideographic, study_phonetic;
      create index study_order on study
        (study_date desc nulls last, study_time desc nulls last, study_instance_uid) include (id) where not hidden;
      create index study_name on study (name_alphabetic)
        include (study_date, study_time, study_instance_uid, id) where not hidden;
      create index study_ideographic on study (name_ideographic)
        include (study_date, study_time, study_instance_uid, id) where not hidden and name_ideographic is not null;
      create index study_phonetic on study (name_phonetic)
        include (study_date, study_time, study_instance_uid, id) where not hidden and name_phonetic is not null;
      alter table study set (toast_tuple_target = 256);
      drop index instance_study, instance_series;
      create index instance_study on instance (study_id, sop_class_uid) include (rejected);
      create index instance_series on instance (series_id, instance_number) include (rejected);
      create index series_study on series (study_id, modality) include (hidden);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index study_order, study_name, study_ideographic, study_phonetic, series_study, instance_study,
        instance_series;
      create index instance_study on instance (study_id, sop_class_uid);
      create index instance_series on instance (series_id, instance_number);
      alter table study reset (toast_tuple_target);
      alter table series drop column hidden;
      alter table study drop column hidden;
      create index study_order on study
        (study_date desc nulls last, study_time desc nulls last, study_instance_uid);
      create index study_name on study (name_alphabetic);
      create index study_ideographic on study (name_ideographic) where name_ideographic is not null;
      create index study_phonetic on study (name_phonetic) where name_phonetic is not null;
    `);
  }
}
