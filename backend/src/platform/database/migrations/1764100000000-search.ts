import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attributes that a study or series row kept since then, by tag; rows that are there take them from an instance. */
const STUDY_TAGS = `'{00101000,00100032,00101020,00101030,00102160,00104000,00081040,00081048,00081060,00081080,00081032,00080201}'`;
const SERIES_TAGS = `'{00181030,00080070,00081090,00181000,00081010,00081050,00081070,00200052,00400253,00400254,00400275}'`;

const backfill = (table: 'study' | 'series', tags: string): string => `
  update ${table} set attributes = ${table}.attributes || more.attributes
    from (
      select first.${table}_id, jsonb_object_agg(key, value) as attributes
        from (select distinct on (${table}_id) ${table}_id, attributes from instance order by ${table}_id, received_at) first,
             jsonb_each(first.attributes)
       where key = any(${tags}::text[])
       group by first.${table}_id
    ) more
   where more.${table}_id = ${table}.id`;

/** Name of a group of PatientName as the search compares it: folded, without empty components behind it. */
const nameGroup = (column: string, group: number): string => `
  add column ${column} text collate "C" generated always as
    (nullif(rtrim(search_text(split_part(patient_name, '=', ${group})), '^ '), '')) stored`;

/**
 * Search by index: names and descriptions folded (the same as foldText of archive/search), with trigrams for
 * wildcards; identifiers and dates in byte order, so that the start of a text is a range.
 */
export class Search1764100000000 implements MigrationInterface {
  readonly name = 'Search1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists pg_trgm`);
    await runner.query(await searchText(runner));
    await runner.query(`
      drop index study_date_order, study_patient, study_accession, study_receiving, instance_study;
      alter table study
        alter column patient_id type text collate "C",
        alter column accession_number type text collate "C",
        alter column study_date type text collate "C",
        alter column study_time type text collate "C",
        alter column study_instance_uid type text collate "C",
        ${nameGroup('name_alphabetic', 1)},
        ${nameGroup('name_ideographic', 2)},
        ${nameGroup('name_phonetic', 3)};
      create index study_order on study
        (study_date desc nulls last, study_time desc nulls last, study_instance_uid);
      create index study_patient on study (patient_id);
      create index study_accession on study (accession_number);
      create index study_name on study (name_alphabetic);
      create index study_name_part on study using gin (name_alphabetic gin_trgm_ops);
      create index study_ideographic on study (name_ideographic) where name_ideographic is not null;
      create index study_ideographic_part on study using gin (name_ideographic gin_trgm_ops)
        where name_ideographic is not null;
      create index study_phonetic on study (name_phonetic) where name_phonetic is not null;
      create index study_phonetic_part on study using gin (name_phonetic gin_trgm_ops)
        where name_phonetic is not null;
      create index study_description_part on study using gin (search_text(study_description) gin_trgm_ops);
      create index series_uid on series (series_instance_uid);
      create index series_modality on series (modality, study_id);
      create index instance_study on instance (study_id, sop_class_uid);
    `);
    // Marking a study as receiving changes no indexed column: it is done for every instance.
    await runner.query(`create index study_receiving on study (first_received_at) where state = 'receiving'`);
    await runner.query(backfill('study', STUDY_TAGS));
    await runner.query(backfill('series', SERIES_TAGS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index series_uid, series_modality, study_description_part, study_order, study_patient, study_accession,
        study_receiving, instance_study;
      alter table study drop column name_alphabetic, drop column name_ideographic, drop column name_phonetic,
        alter column patient_id type text collate "default",
        alter column accession_number type text collate "default",
        alter column study_date type text collate "default",
        alter column study_time type text collate "default",
        alter column study_instance_uid type text collate "default";
      create index study_receiving on study (last_received_at) where state = 'receiving';
      create index study_date_order on study (study_date desc, study_instance_uid);
      create index study_patient on study (patient_id);
      create index study_accession on study (accession_number);
      create index instance_study on instance (study_id);
      drop function search_text;
    `);
  }
}

/** Lower case of all letters needs a collation that knows them; the database may be in locale C. */
async function searchText(runner: QueryRunner): Promise<string> {
  const [collation] = (await runner.query(
    `select collname from pg_collation where collname in ('pg_c_utf8', 'und-x-icu') order by collname limit 1`,
  )) as { collname: string }[];
  const text = String.raw`normalize(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'), NFC)`;
  return `
    create function search_text(text) returns text language sql immutable strict parallel safe
    return translate(lower(${text} collate "${collation?.collname ?? 'default'}"), 'øłđıς', 'oldiσ')`;
}
