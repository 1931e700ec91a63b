import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { readRejectionNote } from '../dicom/index.js';
import { AuditService, type AuditRecord } from '../audit/index.js';
import { Batches, EventLog, isUniqueViolation, jsonText, type EventMap } from '../platform/index.js';
import { metadataSegment } from './metadata/instance-metadata.js';
import {
  indexAttributes,
  seriesAttributes,
  studyAttributes,
  type IndexedAttributes,
} from './domain/attributes.js';
import { IntakePolicy } from './intake-policy.js';
import { Rejections } from './rejections.js';
import { anotherPatient, sameUid, type ArchivedObject, type WriteOutcome } from './write-outcome.js';

/** Where an instance goes. */
interface Place {
  studyId: string;
  revision: number;
  /** Null where the series is new. */
  seriesId: string | null;
  /** The study or series shows nothing: all that it has is rejected. */
  hidden: boolean;
}

interface PlaceRow {
  digest: string | null;
  id: string | null;
  revision: number;
  reopened: boolean;
  series_id: string | null;
  hidden: boolean;
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
    returning study.id, study.revision, held.state = 'complete' as reopened, study.hidden
  ), holding as (
    insert into reception_study (reception_id, study_id)
    select $5::uuid, id from touched where $5::uuid is not null on conflict do nothing
  )
  select known.digest, touched.id, touched.revision, touched.reopened, series.id as series_id,
         coalesce(touched.hidden or series.hidden, touched.hidden) as hidden
    from (select) one
    left join known on true
    left join touched on true
    left join series on series.study_id = touched.id and series.series_instance_uid = $3`;

/** Instances of a study that are committed together at most. */
const LARGEST_BATCH = 32;

interface PendingWrite {
  object: ArchivedObject;
  attributes: IndexedAttributes;
  bytesAreSafe: Promise<void>;
}

/** What a transaction has to say at its end. */
interface Journal {
  stored: EventMap['InstanceStored'][];
  trail: AuditRecord[];
}

/**
 * Indexes instances: study, series, instance, event and audit line in one transaction. Instances of a study that come
 * at the same time share one: its rows are locked by one writer at a time anyway, and they share the commit.
 */
@Injectable()
export class InstanceWriter {
  private readonly batches = new Batches<PendingWrite, WriteOutcome>(
    (writes) => this.writeAll(writes),
    LARGEST_BATCH,
  );

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly intake: IntakePolicy,
    private readonly rejections: Rejections,
  ) {}

  /**
   * Writes the rows while the bytes are still on their way to disk; commits only once `bytesAreSafe`.
   * A rejection of it rolls everything back.
   */
  async write(object: ArchivedObject, bytesAreSafe: Promise<void>): Promise<WriteOutcome> {
    const attributes = indexAttributes(object.parsed.dataset, object.parsed.pixelData !== undefined);
    return this.batches.add(attributes.studyInstanceUid, { object, attributes, bytesAreSafe });
  }

  private async writeAll(writes: PendingWrite[]): Promise<PromiseSettledResult<WriteOutcome>[]> {
    const [first, ...others] = writes;
    if (first && others.length === 0) return Promise.allSettled([this.writeOne(first)]);
    try {
      const outcomes = await this.commit(writes);
      return outcomes.map((value) => ({ status: 'fulfilled', value }));
    } catch {
      // One of them failed, and with it all of them: each by itself.
      const settled: PromiseSettledResult<WriteOutcome>[] = [];
      for (const write of writes) settled.push(...(await Promise.allSettled([this.writeOne(write)])));
      return settled;
    }
  }

  private async writeOne(write: PendingWrite): Promise<WriteOutcome> {
    try {
      const [outcome] = await this.commit([write]);
      return outcome as WriteOutcome;
    } catch (error) {
      return this.afterFailure(write, error);
    }
  }

  private async commit(writes: PendingWrite[]): Promise<WriteOutcome[]> {
    return this.dataSource.transaction(async (manager) => {
      const journal: Journal = { stored: [], trail: [] };
      const outcomes: WriteOutcome[] = [];
      for (const { object, attributes } of writes)
        outcomes.push(await this.insert(manager, object, attributes, journal));
      await this.close(manager, journal);
      await Promise.all(writes.map(({ bytesAreSafe }) => bytesAreSafe));
      return outcomes;
    });
  }

  /** Another process may have stored the same instance in the meantime. */
  private async afterFailure({ object, attributes }: PendingWrite, error: unknown): Promise<WriteOutcome> {
    if (!isUniqueViolation(error)) throw error;
    const stored = await storedDigest(this.dataSource.manager, attributes.sopInstanceUid);
    if (stored === undefined) throw error;
    return sameUid(stored, object, attributes);
  }

  private async insert(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
    journal: Journal,
  ): Promise<WriteOutcome> {
    const place = await this.takePlace(manager, object, attributes);
    if ('kind' in place) return place;
    const seriesId = place.seriesId ?? (await this.createSeries(manager, place.studyId, object, attributes));
    const rejected = await this.insertInstance(manager, object, attributes, { ...place, seriesId });
    if (rejected || place.hidden) await this.rejections.restate(manager, place.studyId);
    await this.announce(manager, object, attributes, place, rejected, journal);
    journal.trail.push({
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

  /** Writes what the journal holds: one statement for all events, one for the trail. */
  private async close(manager: EntityManager, journal: Journal): Promise<void> {
    await this.events.appendAll(manager, 'InstanceStored', journal.stored.splice(0));
    await this.audit.recordAll(manager, journal.trail.splice(0));
  }

  /** Says what was stored, and what follows from it: it may come rejected, or reject others. */
  private async announce(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
    place: { studyId: string; revision: number },
    rejected: boolean,
    journal: Journal,
  ): Promise<void> {
    const { studyInstanceUid, seriesInstanceUid: seriesUid, sopInstanceUid } = attributes;
    const study = { studyId: place.studyId, studyUid: studyInstanceUid, revision: place.revision };
    const own = object.door === 'own';
    journal.stored.push({ ...study, seriesUid, sopInstanceUid, own });
    const note = readRejectionNote(object.parsed.dataset);
    if (rejected || note) await this.close(manager, journal);
    if (rejected) {
      const instances = [{ seriesUid, sopInstanceUid }];
      await this.events.append(manager, 'InstancesRejected', { ...study, instances, onArrival: true });
    }
    if (note) await this.rejections.apply(manager, study, sopInstanceUid, note);
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
    const { id: studyId, revision, series_id: seriesId, hidden } = row;
    if (row.reopened) await this.events.append(manager, 'StudyReopened', { studyId, studyUid, revision });
    return { studyId, revision, seriesId, hidden };
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
      `select study.id, study.revision, series.id as series_id,
              coalesce(study.hidden or series.hidden, study.hidden) as hidden
         from study left join series on study_id = study.id and series_instance_uid = $3
        where study_instance_uid = $1 and patient_id is not distinct from $2 for update of study`,
      [studyInstanceUid, study.patientId, seriesInstanceUid],
    );
    if (!row?.id) return anotherPatient(attributes);
    return { studyId: row.id, revision: row.revision, seriesId: row.series_id, hidden: row.hidden };
  }

  /** Does nothing where another instance has created it in the meantime. */
  private async createStudy(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<void> {
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

  /** True where a note that came before rejects it. */
  private async insertInstance(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
    place: { studyId: string; seriesId: string; revision: number },
  ): Promise<boolean> {
    const metadata = metadataSegment(object.parsed.dataset, attributes);
    const [row] = await manager.query<{ rejected: boolean }[]>(
      `with metadata as (
         insert into instance_metadata (instance_id, deflated, crc, length) values ($1,$16,$17,$18)
       )
       insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
         instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes, rejected)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,
         exists (select from rejection where study_id = $3 and sop_instance_uid = $4 and stands))
       returning rejected`,
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
    return row?.rejected ?? false;
  }
}

async function storedDigest(manager: EntityManager, sopInstanceUid: string): Promise<string | undefined> {
  const [stored] = await manager.query<{ digest: string }[]>(
    'select digest from instance where sop_instance_uid = $1',
    [sopInstanceUid],
  );
  return stored?.digest;
}
