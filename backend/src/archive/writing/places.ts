import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EventLog, jsonText, runPrepared, type PreparedStatement } from '../../platform/index.js';
import { seriesAttributes, studyAttributes, type IndexedAttributes } from '../domain/attributes.js';
import { IntakePolicy } from '../intake-policy.js';
import type { PendingWrite } from './rounds.js';
import {
  anotherPatient,
  isResult,
  sameUid,
  type ArchivedObject,
  type WriteOutcome,
} from './write-outcome.js';

/** Where an instance goes. */
export interface Place {
  studyId: string;
  revision: number;
  seriesId: string;
  /** The study or series shows nothing: all that it has is rejected. */
  hidden: boolean;
}

type Write = Pick<PendingWrite, 'object' | 'attributes'>;

interface PlaceRow {
  digest: string | null;
  id: string | null;
  revision: number;
  reopened: boolean;
  series_id: string | null;
  hidden: boolean;
}

/**
 * One round trip of the common case: marks the study of new instances as receiving, as a new revision where it
 * was complete, holds it open for its reception, and finds their series. No study where it is unknown, or of another
 * patient; the digest where an instance is stored already, and where all are, nothing is changed.
 */
const TAKE_PLACES: PreparedStatement = {
  name: 'take-places',
  text: `
  with wanted as (
    select * from unnest($3::text[], $4::text[]) with ordinality as one (series_uid, sop_uid, place)
  ), known as (
    select sop_instance_uid, digest from instance where sop_instance_uid = any($4)
  ), held as (
    select id, state from study
     where study_instance_uid = $1 and patient_id is not distinct from $2
       and (select count(*) from known) < cardinality($4)
       for update
  ), touched as (
    update study set state = 'receiving', last_received_at = clock_timestamp(),
           revision = study.revision + (held.state = 'complete')::int
      from held where study.id = held.id
    returning study.id, study.revision, held.state = 'complete' as reopened, study.hidden
  ), holding as (
    insert into reception_study (reception_id, study_id)
    select $5::uuid, id from touched where $5::uuid is not null on conflict do nothing
  )
  select known.digest, touched.id, touched.revision, touched.reopened, series.id as series_id,
         coalesce(touched.hidden or series.hidden, touched.hidden) as hidden
    from wanted
    left join known on known.sop_instance_uid = wanted.sop_uid
    left join touched on true
    left join series on series.study_id = touched.id and series.series_instance_uid = wanted.series_uid
   order by wanted.place`,
};

/** Finds the study and series of instances, and creates what is not there. The study is locked from then on. */
@Injectable()
export class Places {
  constructor(
    private readonly events: EventLog,
    private readonly intake: IntakePolicy,
  ) {}

  /** A place for each instance of a round, in their order, or why it has none. */
  async take(manager: EntityManager, round: readonly Write[]): Promise<(Place | WriteOutcome)[]> {
    const [first] = round;
    if (!first) return [];
    const rows = isResult(first.object)
      ? await rowsOfResult(manager, first)
      : await this.rowsOf(manager, round, first);
    const seriesIds = new Map<string, string>();
    const places: (Place | WriteOutcome)[] = [];
    for (const [at, row] of rows.entries())
      places.push(await placeOf(manager, round[at] as Write, row, seriesIds));
    return places;
  }

  private async rowsOf(manager: EntityManager, round: readonly Write[], first: Write): Promise<PlaceRow[]> {
    let rows = await takePlaces(manager, round, first);
    if (rows.some(({ digest, id }) => digest === null && id === null)) {
      await this.createStudy(manager, first);
      rows = await takePlaces(manager, round, first);
    }
    const reopened = rows.find((row) => row.reopened);
    if (reopened?.id) {
      const studyUid = first.attributes.studyInstanceUid;
      const { id: studyId, revision } = reopened;
      await this.events.append(manager, 'StudyReopened', { studyId, studyUid, revision });
    }
    return rows;
  }

  /** Does nothing where another instance has created it in the meantime. */
  private async createStudy(manager: EntityManager, { object, attributes }: Write): Promise<void> {
    const { study } = attributes;
    const intake = await this.intake.decide(manager, object, {
      studyInstanceUid: attributes.studyInstanceUid,
      studyDate: study.studyDate,
    });
    await manager.query(
      `insert into study (study_instance_uid, patient_id, patient_name, patient_birth_date, patient_sex,
         accession_number, study_date, study_time, study_description, institution, requested_priority,
         attributes, state, intake)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'receiving',$13) on conflict (study_instance_uid) do nothing`,
      [
        attributes.studyInstanceUid,
        study.patientId,
        study.patientName,
        study.patientBirthDate,
        study.patientSex,
        study.accessionNumber,
        study.studyDate,
        study.studyTime,
        study.studyDescription,
        study.institution,
        study.requestedPriority,
        jsonText(studyAttributes(object.parsed.dataset)),
        intake,
      ],
    );
  }
}

async function takePlaces(
  manager: EntityManager,
  round: readonly Write[],
  { object, attributes }: Write,
): Promise<PlaceRow[]> {
  return runPrepared<PlaceRow>(manager, TAKE_PLACES, [
    attributes.studyInstanceUid,
    attributes.study.patientId,
    round.map((write) => write.attributes.seriesInstanceUid),
    round.map((write) => write.attributes.sopInstanceUid),
    object.receptionId ?? null,
  ]);
}

/** A result joins its study and leaves its state alone. */
async function rowsOfResult(manager: EntityManager, { attributes }: Write): Promise<PlaceRow[]> {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid, study } = attributes;
  const nowhere = { digest: null, id: null, revision: 0, reopened: false, series_id: null, hidden: false };
  const digest = await storedDigest(manager, sopInstanceUid);
  if (digest !== undefined) return [{ ...nowhere, digest }];
  const rows = await manager.query<Omit<PlaceRow, 'digest' | 'reopened'>[]>(
    `select study.id, study.revision, series.id as series_id,
            coalesce(study.hidden or series.hidden, study.hidden) as hidden
       from study left join series on study_id = study.id and series_instance_uid = $3
      where study_instance_uid = $1 and patient_id is not distinct from $2 for update of study`,
    [studyInstanceUid, study.patientId, seriesInstanceUid],
  );
  return [{ ...nowhere, ...rows[0] }];
}

/** `seriesIds` are those of series that instances before it have created, by UID. */
async function placeOf(
  manager: EntityManager,
  { object, attributes }: Write,
  row: PlaceRow,
  seriesIds: Map<string, string>,
): Promise<Place | WriteOutcome> {
  if (row.digest !== null) return sameUid(row.digest, object, attributes);
  if (row.id === null) return anotherPatient(attributes);
  const { id: studyId, revision, hidden } = row;
  const uid = attributes.seriesInstanceUid;
  const seriesId =
    row.series_id ?? seriesIds.get(uid) ?? (await createSeries(manager, studyId, object, attributes));
  seriesIds.set(uid, seriesId);
  return { studyId, revision, seriesId, hidden };
}

/** The series; one that another instance has created in the meantime is taken as it is. */
async function createSeries(
  manager: EntityManager,
  studyId: string,
  object: ArchivedObject,
  { seriesInstanceUid, series }: IndexedAttributes,
): Promise<string> {
  const [created] = await manager.query<{ id: string }[]>(
    `insert into series (study_id, series_instance_uid, modality, series_number, series_description, body_part, own, attributes)
     values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (study_id, series_instance_uid) do update set own = series.own
     returning id`,
    [
      studyId,
      seriesInstanceUid,
      series.modality,
      series.seriesNumber,
      series.seriesDescription,
      series.bodyPart,
      isResult(object),
      jsonText(seriesAttributes(object.parsed.dataset)),
    ],
  );
  return (created as { id: string }).id;
}

/** The digest of an instance that is stored already. */
export async function storedDigest(
  manager: EntityManager,
  sopInstanceUid: string,
): Promise<string | undefined> {
  const [stored] = await manager.query<{ digest: string }[]>(
    'select digest from instance where sop_instance_uid = $1',
    [sopInstanceUid],
  );
  return stored?.digest;
}
