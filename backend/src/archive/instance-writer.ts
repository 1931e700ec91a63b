import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ParsedInstance } from '../dicom/index.js';
import { AuditService } from '../audit/index.js';
import { EventLog } from '../platform/index.js';
import { metadataSegment } from './metadata/instance-metadata.js';
import {
  indexAttributes,
  jsonText,
  seriesAttributes,
  studyAttributes,
  type IndexedAttributes,
} from './domain/attributes.js';

/** Where an instance came from, and who brought it. */
export interface ObjectOrigin {
  /** `own`: made here; it neither reopens a study nor is it an acquisition. */
  door: 'dimse' | 'stow' | 'own';
  source: string;
  actor: string;
  role: string;
  receptionId?: string | undefined;
}

/** One instance whose bytes are in the object store, or on their way there. */
export interface ArchivedObject extends ObjectOrigin {
  instanceId: string;
  parsed: ParsedInstance;
  bytes: number;
  /** SHA-256 (hexadecimal) of what the dataset says. */
  digest: string;
}

export type WriteOutcome =
  | { kind: 'stored'; studyId: string; attributes: IndexedAttributes }
  | { kind: 'duplicate'; attributes: IndexedAttributes }
  | {
      kind: 'conflict';
      code: 'UID_COLLISION' | 'PATIENT_MISMATCH';
      reason: string;
      attributes: IndexedAttributes;
    };

/** Where an instance goes. */
interface Place {
  studyId: string;
  revision: number;
  /** Null where the series is new. */
  seriesId: string | null;
}

interface PlaceRow {
  digest: string | null;
  id: string | null;
  revision: number;
  reopened: boolean;
  series_id: string | null;
}

/**
 * One round trip of the common case: marks the study of a new instance as receiving, as a new revision where it
 * was complete, holds it open for its reception, and finds the series. No study where it is unknown, or of another
 * patient; the digest where the instance is stored already, and then nothing is changed.
 */
const TAKE_PLACE = `
  with known as (
    select digest from instance where sop_instance_uid = $4
  ), held as (
    select id, state from study
     where study_instance_uid = $1 and patient_id is not distinct from $2 and not exists (select from known)
       for update
  ), touched as (
    update study set state = 'receiving', last_received_at = clock_timestamp(),
           revision = study.revision + (held.state = 'complete')::int
      from held where study.id = held.id
    returning study.id, study.revision, held.state = 'complete' as reopened
  ), holding as (
    insert into reception_study (reception_id, study_id)
    select $5::uuid, id from touched where $5::uuid is not null on conflict do nothing
  )
  select known.digest, touched.id, touched.revision, touched.reopened, series.id as series_id
    from (select) one
    left join known on true
    left join touched on true
    left join series on series.study_id = touched.id and series.series_instance_uid = $3`;

const UNIQUE_VIOLATION = '23505';

/** Indexes instances: study, series, instance, event and audit line in one transaction. */
@Injectable()
export class InstanceWriter {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /**
   * Writes the rows while the bytes are still on their way to disk; commits only once `bytesAreSafe`.
   * A rejection of it rolls everything back.
   */
  async write(object: ArchivedObject, bytesAreSafe: Promise<void>): Promise<WriteOutcome> {
    const attributes = indexAttributes(object.parsed.dataset, object.parsed.pixelData !== undefined);
    try {
      return await this.dataSource.transaction(async (manager) => {
        const outcome = await this.insert(manager, object, attributes);
        await bytesAreSafe;
        return outcome;
      });
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      const stored = await storedDigest(this.dataSource.manager, attributes.sopInstanceUid);
      if (stored === undefined) throw error;
      return sameUid(stored, object, attributes);
    }
  }

  private async insert(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<WriteOutcome> {
    const place = await this.takePlace(manager, object, attributes);
    if ('kind' in place) return place;
    const seriesId = place.seriesId ?? (await this.createSeries(manager, place.studyId, object, attributes));
    await this.insertInstance(manager, object, attributes, { ...place, seriesId });
    await this.events.append(manager, 'InstanceStored', {
      studyId: place.studyId,
      studyUid: attributes.studyInstanceUid,
      sopInstanceUid: attributes.sopInstanceUid,
      revision: place.revision,
    });
    await this.audit.record(manager, {
      actor: object.actor,
      role: object.role,
      action: 'study.store',
      outcome: 'success',
      studyUid: attributes.studyInstanceUid,
      detail: attributes.sopInstanceUid,
      source: object.source,
    });
    return { kind: 'stored', studyId: place.studyId, attributes };
  }

  /** The place of a new instance; a study that it is the first of is created. */
  private async takePlace(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<Place | WriteOutcome> {
    if (object.door === 'own') return this.placeOfOwn(manager, object, attributes);
    const taken = await this.tryPlace(manager, object, attributes);
    if (taken) return taken;
    await this.createStudy(manager, object, attributes);
    return (await this.tryPlace(manager, object, attributes)) ?? anotherPatient(attributes);
  }

  private async tryPlace(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<Place | WriteOutcome | undefined> {
    const { studyInstanceUid: studyUid, seriesInstanceUid, sopInstanceUid, study } = attributes;
    const [row] = await manager.query<PlaceRow[]>(TAKE_PLACE, [
      studyUid,
      study.patientId,
      seriesInstanceUid,
      sopInstanceUid,
      object.receptionId ?? null,
    ]);
    if (row && row.digest !== null) return sameUid(row.digest, object, attributes);
    if (!row?.id) return undefined;
    const { id: studyId, revision, series_id: seriesId } = row;
    if (row.reopened) await this.events.append(manager, 'StudyReopened', { studyId, studyUid, revision });
    return { studyId, revision, seriesId };
  }

  /** What we make ourselves joins its study and leaves its state alone. */
  private async placeOfOwn(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<Place | WriteOutcome> {
    const { studyInstanceUid, seriesInstanceUid, sopInstanceUid, study } = attributes;
    const stored = await storedDigest(manager, sopInstanceUid);
    if (stored !== undefined) return sameUid(stored, object, attributes);
    const [row] = await manager.query<Omit<PlaceRow, 'digest' | 'reopened'>[]>(
      `select study.id, study.revision, series.id as series_id
         from study left join series on study_id = study.id and series_instance_uid = $3
        where study_instance_uid = $1 and patient_id is not distinct from $2 for update of study`,
      [studyInstanceUid, study.patientId, seriesInstanceUid],
    );
    if (!row?.id) return anotherPatient(attributes);
    return { studyId: row.id, revision: row.revision, seriesId: row.series_id };
  }

  /** Does nothing where another instance has created it in the meantime. */
  private async createStudy(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<void> {
    const { study } = attributes;
    await manager.query(
      `insert into study (study_instance_uid, patient_id, patient_name, patient_birth_date, patient_sex,
         accession_number, study_date, study_time, study_description, institution, requested_priority,
         attributes, state)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'receiving') on conflict (study_instance_uid) do nothing`,
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
      ],
    );
  }

  /** The series; one that another instance has created in the meantime is taken as it is. */
  private async createSeries(
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
        object.door === 'own',
        jsonText(seriesAttributes(object.parsed.dataset)),
      ],
    );
    return (created as { id: string }).id;
  }

  private async insertInstance(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
    place: { studyId: string; seriesId: string; revision: number },
  ): Promise<void> {
    const metadata = metadataSegment(object.parsed.dataset, attributes);
    await manager.query(
      `with metadata as (
         insert into instance_metadata (instance_id, deflated, crc, length) values ($1,$16,$17,$18)
       )
       insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
         instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
      [
        object.instanceId,
        place.seriesId,
        place.studyId,
        attributes.sopInstanceUid,
        attributes.sopClassUid,
        object.parsed.transferSyntaxUid,
        attributes.instanceNumber,
        attributes.hasPixels,
        attributes.numberOfFrames,
        object.bytes,
        object.digest,
        place.revision,
        object.door,
        object.source,
        jsonText(object.parsed.dataset),
        metadata.deflated,
        metadata.crc,
        metadata.length,
      ],
    );
  }
}

async function storedDigest(manager: EntityManager, sopInstanceUid: string): Promise<string | undefined> {
  const [stored] = await manager.query<{ digest: string }[]>(
    'select digest from instance where sop_instance_uid = $1',
    [sopInstanceUid],
  );
  return stored?.digest;
}

/** The same UID again: the same content is a duplicate, other content is a collision. */
function sameUid(stored: string, object: ArchivedObject, attributes: IndexedAttributes): WriteOutcome {
  if (stored === object.digest) return { kind: 'duplicate', attributes };
  const reason = `SOP Instance UID ${attributes.sopInstanceUid} is already stored with other content; the first is kept`;
  return { kind: 'conflict', code: 'UID_COLLISION', reason, attributes };
}

function anotherPatient(attributes: IndexedAttributes): WriteOutcome {
  const reason =
    `Study ${attributes.studyInstanceUid} belongs to another Patient ID than this instance states; ` +
    `correct the patient at the sender, or reconcile the two`;
  return { kind: 'conflict', code: 'PATIENT_MISMATCH', reason, attributes };
}
