import type { EntityManager } from 'typeorm';
import type { EmptyOrder } from './domain/draw.js';
import { accountOf, type StudyNames } from './domain/names.js';
import { signaturesOf, type ReadStudy } from './domain/story.js';

const ORDERS = `
insert into imaging_order (id, accession_number, patient_id, patient_name, requested_procedure_id,
  requested_procedure_description, modality, station_name, scheduled_at, step_id, body_part, priority, study_instance_uid,
  status, changed_at)
select id, accession, patient, name, accession, 'SYNTHETIC ' || modality, modality, 'SYNTHETIC', scheduled, accession, body,
       class, uid, status, changed
  from jsonb_to_recordset($1::jsonb) as one (id uuid, accession text, patient text, name text, modality text,
       scheduled text, body text, class text, uid text, status text, changed timestamptz)`;

/** Without rows of `report_document`: what is signed would be stored beside images. */
const REPORTS = `
with one as (select * from jsonb_to_recordset($1::jsonb) as one (id uuid, study uuid, uid text, stage text, author text,
  grade text, saved timestamptz, signed int, sections jsonb))
insert into report (id, study_id, study_uid, stage, author_id, author, author_grade, draft, draft_version, draft_window,
  draft_sequence, saved_at, saved_by_id, saved_by, audited_at, signed)
select id, study, uid, stage, author, 'Synthetic reader ' || right(author, 4), grade,
       case when stage = 'preliminary' then jsonb_build_object('sections', sections, 'insertions', '[]'::jsonb) end,
       1, '', 0, saved, author, 'Synthetic reader ' || right(author, 4), saved, signed
  from one`;

const VERSIONS = `
insert into report_version (report_id, version, stage, sections, insertions, warnings, patient, study, author, signed_by_id,
  signed_by, grade, signed_at)
select report, version, stage, sections, '[]', '[]', patient, study, 'Synthetic reader ' || right(author, 4), signer,
       'Synthetic reader ' || right(signer, 4), grade, at
  from jsonb_to_recordset($1::jsonb) as one (report uuid, version int, stage text, sections jsonb, patient jsonb,
       study jsonb, author text, signer text, grade text, at timestamptz)`;

/** Acknowledged or ended, and due at no time: nobody is told of any. */
const ALERTS = `
insert into alert (id, study_id, study_uid, finding, suspected, models, raised_at, acknowledged_by, acknowledged_at,
  ended_how, ended_at)
select id, study, uid, '99FIRSTREAD SYNTHETIC', suspected, models, raised, person, acknowledged,
       case when ended is not null then 'read' end, ended
  from jsonb_to_recordset($1::jsonb) as one (id uuid, study uuid, uid text, suspected text, models jsonb,
       raised timestamptz, person text, acknowledged timestamptz, ended timestamptz)`;

/** Each received by a named person, so that no level is told. */
const CRITICALS = `
with one as (select * from jsonb_to_recordset($1::jsonb) as one (id uuid, study uuid, uid text, code text, finding text,
  level text, minutes int, identified timestamptz, person text, alert uuid, told timestamptz, "readBack" boolean,
  closed timestamptz)),
catalogue as (select coalesce(max(version), 0) as version from critical_settings),
made as (
  insert into critical_result (id, study_id, study_uid, finding_code, finding, catalogue_version, level, state,
    identified_at, due_at, marked_at, marked_by, marked_by_id, alert_id, receiver, communicated_by, communicated_at,
    communicated_how, read_back, closed_by, closed_at, closing_note)
  select id, study, uid, code, finding, catalogue.version, level, case when closed is null then 'acknowledged' else 'closed' end,
         identified, identified + make_interval(mins => minutes), identified, reader, person, alert, 'Synthetic ward',
         reader, told, 'phone', "readBack", case when closed is not null then reader end, closed,
         case when closed is not null and not "readBack" then 'Synthetic: was not read back' end
    from one cross join catalogue, lateral (select 'Synthetic reader ' || right(person, 4) as reader) who)
insert into critical_attempt (id, critical_id, by, at, called, how, reached)
select gen_random_uuid(), id, 'Synthetic reader ' || right(person, 4), told, 'Synthetic ward', 'phone', true from one`;

/** A result that is received and not closed counts on the row of its study. */
const OPEN_CRITICALS = `
update worklist_item set open_critical = 1
 where study_id in (select id from jsonb_to_recordset($1::jsonb) as one (id uuid))`;

/** How a finding is marked as critical: its code in the catalogue as shipped, its level and the minutes of that. */
function findingOf(condition: string) {
  return condition === 'haemorrhage'
    ? { code: 'intracranial-haemorrhage', finding: 'Intracranial haemorrhage', level: 'red', minutes: 60 }
    : { code: null, finding: `Synthetic ${condition}`, level: 'orange', minutes: 360 };
}

/** How a study is called in rows of every kind. */
export interface Labels {
  patient: string;
  name: string;
  accession: string;
}

export function labelsOf(seed: number, { studyUid }: StudyNames): Labels {
  const number = studyUid.split('.').at(-1) ?? '';
  return {
    patient: `SYNTHETIC-${seed}-${number}`,
    name: `SYNTHETIC^${number}`,
    accession: `SYN${seed}-${number}`,
  };
}

/** What turns minutes from the beginning into times, and into what a clock at the site shows. */
export interface Times {
  seed: number;
  at: (minutes: number | null) => Date | null;
  shown: (minutes: number) => string;
}

/** Orders, reports, alerts and critical results of studies; in the transaction of their other rows. */
export async function writeRecords(
  manager: EntityManager,
  studies: readonly ReadStudy[],
  times: Times,
): Promise<void> {
  const insert = (sql: string, rows: unknown[]) => manager.query(sql, [JSON.stringify(rows)]);
  const received = studies.filter(({ critical }) => critical && critical.closedMinutes === null);
  await insert(
    ORDERS,
    studies.flatMap((one) => orderRow(one, times)),
  );
  await insert(
    REPORTS,
    studies.flatMap((one) => reportRow(one, times)),
  );
  await insert(
    VERSIONS,
    studies.flatMap((one) => versionRows(one, times)),
  );
  await insert(
    ALERTS,
    studies.flatMap((one) => alertRow(one, times)),
  );
  await insert(
    CRITICALS,
    studies.flatMap((one) => criticalRow(one, times)),
  );
  await insert(
    OPEN_CRITICALS,
    received.map(({ names }) => ({ id: names.studyId })),
  );
}

/** Orders of which no images are there. */
export async function writeEmptyOrders(
  manager: EntityManager,
  orders: readonly { order: EmptyOrder; names: StudyNames }[],
  { seed, at, shown }: Times,
): Promise<void> {
  const rows = orders.map(({ order, names }) => ({
    ...labelsOf(seed, names),
    id: names.orderId,
    uid: names.studyUid,
    modality: order.modality,
    class: order.orderClass,
    body: null,
    status: order.status,
    scheduled: shown(order.atMinutes),
    changed: at(order.status === 'scheduled' ? order.orderedMinutes : order.atMinutes),
  }));
  await manager.query(ORDERS, [JSON.stringify(rows)]);
}

/** Of a modality that says nothing nobody hears that the examination is over. */
function orderRow(study: ReadStudy, { seed, at, shown }: Times) {
  const { names, kind, bodyPart, orderClass, orderedMinutes, arrivedMinutes, examMinutes, clock } = study;
  if (orderedMinutes === null) return [];
  const silent = clock === 'silent';
  return [
    {
      ...labelsOf(seed, names),
      id: names.orderId,
      uid: names.studyUid,
      modality: kind.modality,
      class: orderClass,
      body: bodyPart,
      status: silent ? 'inProgress' : 'completed',
      scheduled: shown(arrivedMinutes),
      changed: at(silent ? arrivedMinutes : examMinutes),
    },
  ];
}

function sectionsOf({ diseased, run }: ReadStudy) {
  const text = diseased && run ? `SYNTHETIC: ${run.model.condition}.` : 'SYNTHETIC: nothing of note.';
  return [
    { id: 'findings', title: 'Findings', text },
    { id: 'impression', title: 'Impression', text },
  ];
}

function reportRow(study: ReadStudy, { at }: Times) {
  const signatures = signaturesOf(study);
  const last = signatures.at(-1);
  if (!last) return [];
  return [
    {
      id: study.names.reportId,
      study: study.names.studyId,
      uid: study.names.studyUid,
      stage: study.finalMinutes === null ? 'preliminary' : 'final',
      author: accountOf(last.by),
      grade: study.finalMinutes === null ? 'resident' : 'attending',
      saved: at(last.minutes),
      signed: signatures.length,
      sections: sectionsOf(study),
    },
  ];
}

function versionRows(study: ReadStudy, { seed, at, shown }: Times) {
  const { names, kind, bodyPart, orderedMinutes } = study;
  const { patient, name, accession } = labelsOf(seed, names);
  return signaturesOf(study).map(({ version, stage, minutes, by }) => ({
    report: names.reportId,
    version,
    stage,
    sections: sectionsOf(study),
    patient: { name: name.replace('^', ', '), id: patient, birthDate: null, sex: null },
    study: {
      studyDescription: `SYNTHETIC ${kind.modality} ${bodyPart}`,
      studyDate: shown(study.firstInstanceMinutes).slice(0, 10),
      accessionNumber: orderedMinutes === null ? null : accession,
      modalities: [kind.modality],
    },
    author: accountOf(by),
    signer: accountOf(by),
    grade: stage === 'preliminary' ? 'resident' : 'attending',
    at: at(minutes),
  }));
}

function alertRow({ alert, run, names, readMinutesEnd }: ReadStudy, { at }: Times) {
  if (!alert || !run) return [];
  const { modelId, condition } = run.model;
  return [
    {
      id: names.alertId,
      study: names.studyId,
      uid: names.studyUid,
      suspected: condition,
      models: [{ modelId, modelName: modelId, modelVersion: run.version }],
      raised: at(alert.raisedMinutes),
      person: alert.acknowledged?.by ?? null,
      acknowledged: at(alert.acknowledged?.minutes ?? null),
      ended: at(readMinutesEnd),
    },
  ];
}

function criticalRow({ critical, run, names, reader, alert }: ReadStudy, { at }: Times) {
  if (!critical || !run || reader === null) return [];
  return [
    {
      id: names.criticalId,
      study: names.studyId,
      uid: names.studyUid,
      ...findingOf(run.model.condition),
      identified: at(critical.identifiedMinutes),
      person: accountOf(reader),
      alert: alert ? names.alertId : null,
      told: at(critical.toldMinutes),
      readBack: critical.readBack,
      closed: at(critical.closedMinutes),
    },
  ];
}
