import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DepartmentPlan } from './domain/department.js';
import type { SyntheticDepartment } from './domain/make.js';
import { accountOf } from './domain/names.js';
import { placeAt, type ReadStudy } from './domain/story.js';
import { labelsOf, writeEmptyOrders, writeRecords } from './synthetic-records.js';

/** Studies of one transaction. */
const BATCH = 1000;
const MINUTE_MS = 60_000;

const STUDIES = `
with one as (select * from jsonb_to_recordset($1::jsonb) as one (id uuid, uid text, name text, patient text, accession text,
  site text, modality text, body text, received timestamptz, last timestamptz, ready timestamptz)),
made as (
  insert into study (id, study_instance_uid, accession_number, patient_id, patient_name, study_date, study_description, institution, attributes,
    state, first_received_at, last_received_at, completed_at)
  select id, uid, accession, patient, name, to_char(received, 'YYYYMMDD'), 'SYNTHETIC ' || modality || ' ' || body, site, '{}', 'complete',
         received, last, ready from one)
insert into series (study_id, series_instance_uid, modality, series_description, body_part, own, attributes)
select id, uid || '.1', modality, 'SYNTHETIC, no images', body, false, '{}' from one`;

const ITEMS = `
insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue, reasons,
  policy_version, reading, modalities, site, suspected, signed, shown)
select id, uid, class, 'order', band, due, due, ready, due < until and reading = 'unread',
       case when suspected then '[{"kind": "ai", "text": "Synthetic suspicion"}]'::jsonb else '[]'::jsonb end
         || '[{"kind": "order", "text": "Synthetic order"}]'::jsonb,
       rules, reading, array[modality], site, suspected, signed,
       case when reading = 'unread' then jsonb_build_object(
         'receiving', false, 'accessionNumber', accession, 'studyDescription', 'SYNTHETIC ' || modality || ' ' || body,
         'patient', jsonb_build_object('name', replace(name, '^', ', '), 'id', patient, 'birthDate', null, 'sex', null),
         'studyDate', to_char(received, 'YYYY-MM-DD'), 'modalities', array[modality], 'bodyParts', array[body],
         'institution', site, 'seriesCount', 1, 'instanceCount', 0, 'ai', '[]'::jsonb) end
  from jsonb_to_recordset($1::jsonb) as one (id uuid, uid text, class text, band int, due timestamptz, ready timestamptz,
       until timestamptz, suspected boolean, rules text, reading text, modality text, site text, signed boolean, body text,
       name text, patient text, accession text, received timestamptz)`;

const OPENINGS = `
insert into study_opening (study_id, first_opened_at)
select id, opened from jsonb_to_recordset($1::jsonb) as one (id uuid, opened timestamptz) where opened is not null`;

/** At what the table of work says: of several values that fit, the greatest. */
const READINGS = `
insert into study_reading (study_id, reader_id, rvu, at)
select id, reader, (select coalesce(max(rvu.rvu), 1) from rvu where rvu.modality = one.modality and rvu.body_part in ('', body)), read
  from jsonb_to_recordset($1::jsonb) as one (id uuid, reader text, modality text, body text, read timestamptz)
 where reader is not null order by read`;

const RUNS = `
with one as (select * from jsonb_to_recordset($1::jsonb) as one (id uuid, study uuid, uid text, model text, version text,
  state text, label text, score float8, made timestamptz, started timestamptz, finished timestamptz, site text)),
run as (
  insert into inference_run (id, study_id, study_uid, study_revision, model_id, model_version, model_sha256, state, reason,
    attempt, created_at, started_at, finished_at, encoded_at, effect, site, scanner)
  select id, study, uid, 1, model, version, '', state, case when state = 'failed' then 'Synthetic failure' end,
         1, made, started, finished, finished, 'shown', site, 'SYNTHETIC' from one)
insert into finding (run_id, ordinal, detail, flagged, critical)
select id, 0, jsonb_build_object('label', label, 'flagged', state = 'flagged', 'critical', true,
         'concept', '{"scheme": "99FIRSTREAD", "value": "SYNTHETIC", "meaning": "Synthetic"}'::jsonb, 'score', score,
         'operatingPoint', 0.5, 'quantity', null, 'keyImage', null, 'boxes', '[]'::jsonb), state = 'flagged', true
  from one where state <> 'failed'`;

const ASSESSMENTS = `
with one as (
  insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by, given_by_id, given_at)
  select run, study, label, flagged, kind, value, 'Synthetic reader', reader, at
    from jsonb_to_recordset($1::jsonb) as one (run uuid, study uuid, label text, flagged boolean, kind text, value text,
         reader text, at timestamptz)
  returning id)
insert into assessment_report (assessment_id, failure) select id, 'Synthetic: there are no images' from one`;

const READERS = `
insert into app_user (id, email, display_name, role, password_hash, disabled_at)
select id, 'synthetic-reader-' || right(id::text, 4) || '@synthetic.invalid', 'Synthetic reader ' || right(id::text, 4),
       'radiologist', '', now() from unnest($1::uuid[]) id
on conflict do nothing`;

/**
 * Rows that the rooms would have made of the studies, set by set: through their services one study takes some 50
 * transactions, here a thousand take one.
 */
@Injectable()
export class SyntheticRows {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async write(
    { plan, studies, emptyOrders }: SyntheticDepartment,
    { startMs, shown }: { startMs: number; shown: (atMs: number) => string },
  ): Promise<void> {
    const at = (minutes: number | null) =>
      minutes === null ? null : new Date(startMs + minutes * MINUTE_MS);
    const times = {
      seed: plan.seed,
      at,
      shown: (minutes: number) => shown(startMs + minutes * MINUTE_MS),
    };
    await this.dataSource.query(READERS, [[...new Set(studies.flatMap(accountsOf))]]);
    await writeEmptyOrders(this.dataSource.manager, emptyOrders, times);
    for (let from = 0; from < studies.length; from += BATCH) {
      const batch = studies.slice(from, from + BATCH);
      await this.dataSource.transaction(async (manager) => {
        const insert = (sql: string, rows: unknown[]) => manager.query(sql, [JSON.stringify(rows)]);
        const rows = batch.map((one) => studyRow(one, { plan, startMs, at }));
        await insert(STUDIES, rows);
        await insert(ITEMS, rows);
        await insert(OPENINGS, rows);
        await insert(READINGS, rows);
        await insert(
          RUNS,
          batch.flatMap((one) => runRow(one, { plan, at })),
        );
        await insert(
          ASSESSMENTS,
          batch.flatMap((one) => assessmentRow(one, at)),
        );
        await writeRecords(manager, batch, times);
      });
    }
  }
}

function accountsOf({ reader, other, skips, alert }: ReadStudy): string[] {
  const persons = [reader, other, alert?.acknowledged?.by, ...skips.map(({ by }) => by)];
  return persons.flatMap((person) => (person ? [accountOf(person)] : []));
}

type At = (minutes: number | null) => Date | null;

function studyRow(
  study: ReadStudy,
  { plan, startMs, at }: { plan: DepartmentPlan; startMs: number; at: At },
) {
  const { names, kind, site, orderClass, run, openedMinutes, reader, readMinutesEnd } = study;
  const flaggedInTime = run?.state === 'flagged' && run.finishedMinutes < (openedMinutes ?? plan.days * 1440);
  const place = placeAt(study, plan, { startMs, suspected: flaggedInTime });
  const labels = labelsOf(plan.seed, names);
  return {
    ...labels,
    accession: study.orderedMinutes === null ? null : labels.accession,
    id: names.studyId,
    uid: names.studyUid,
    site,
    modality: kind.modality,
    body: study.bodyPart,
    class: orderClass,
    received: at(study.firstInstanceMinutes),
    last: at(study.lastInstanceMinutes),
    ready: at(study.readyMinutes),
    opened: at(openedMinutes),
    band: place.band,
    due: place.dueAt,
    until: at(plan.days * 1440),
    suspected: flaggedInTime,
    rules: place.policyVersion,
    reading: readMinutesEnd === null ? 'unread' : 'read',
    reader: readMinutesEnd === null || reader === null ? null : accountOf(reader),
    read: at(readMinutesEnd),
    signed: study.finalMinutes !== null,
  };
}

/** A run that had not ended is left out: it would be run. */
function runRow(
  { run, names, readyMinutes, site }: ReadStudy,
  { plan, at }: { plan: DepartmentPlan; at: At },
) {
  if (!run || run.finishedMinutes >= plan.days * 1440) return [];
  return [
    {
      id: names.runId,
      study: names.studyId,
      uid: names.studyUid,
      model: run.model.modelId,
      version: run.version,
      state: run.state,
      label: run.model.condition,
      score: run.state === 'flagged' ? 0.8 : 0.2,
      made: at(readyMinutes + 0.05),
      started: at(run.startedMinutes),
      finished: at(run.finishedMinutes),
      site,
    },
  ];
}

/** Readers say of each result whether it was right. */
function assessmentRow({ run, names, reader, readMinutesEnd }: ReadStudy, at: At) {
  if (!run || run.state === 'failed' || readMinutesEnd === null || run.finishedMinutes > readMinutesEnd)
    return [];
  const flagged = run.state === 'flagged';
  return [
    {
      run: names.runId,
      study: names.studyId,
      label: run.model.condition,
      flagged,
      kind: flagged === run.positive ? 'agree' : flagged ? 'disagree' : 'missed',
      value: run.positive ? 'present' : 'absent',
      reader: reader === null ? null : accountOf(reader),
      at: at(readMinutesEnd),
    },
  ];
}
