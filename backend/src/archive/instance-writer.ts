import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ParsedInstance } from '../dicom/index.js';
import { AuditService } from '../audit/index.js';
import { EventLog } from '../platform/index.js';
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

interface StudyRow {
  id: string;
  state: 'receiving' | 'complete';
  revision: number;
  patient_id: string | null;
}

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
    const known = await this.compareWithStored(attributes, object.digest);
    if (known) return known;
    try {
      return await this.dataSource.transaction(async (manager) => {
        const outcome = await this.insert(manager, object, attributes);
        await bytesAreSafe;
        return outcome;
      });
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      const stored = await this.compareWithStored(attributes, object.digest);
      if (stored) return stored;
      throw error;
    }
  }

  /** The same UID again: the same bytes are a duplicate, others are a collision. */
  private async compareWithStored(
    attributes: IndexedAttributes,
    digest: string,
  ): Promise<WriteOutcome | undefined> {
    const [stored] = await this.dataSource.query<{ digest: string }[]>(
      'select digest from instance where sop_instance_uid = $1',
      [attributes.sopInstanceUid],
    );
    if (!stored) return undefined;
    if (stored.digest === digest) return { kind: 'duplicate', attributes };
    return {
      kind: 'conflict',
      code: 'UID_COLLISION',
      reason: `SOP Instance UID ${attributes.sopInstanceUid} is already stored with other content; the first is kept`,
      attributes,
    };
  }

  private async insert(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<WriteOutcome> {
    const study = await this.lockStudy(manager, object, attributes);
    const { patientId } = attributes.study;
    if (study.patient_id !== patientId) {
      const reason =
        `Study ${attributes.studyInstanceUid} belongs to another Patient ID than this instance states; ` +
        `correct the patient at the sender, or reconcile the two`;
      return { kind: 'conflict', code: 'PATIENT_MISMATCH', reason, attributes };
    }
    const revision = object.door === 'own' ? study.revision : await this.receive(manager, study, attributes);
    const seriesId = await this.ensureSeries(manager, study.id, object, attributes);
    await this.insertInstance(manager, object, attributes, { studyId: study.id, seriesId, revision });
    if (object.receptionId) await this.holdOpen(manager, study.id, object.receptionId);
    await this.events.append(manager, 'InstanceStored', {
      studyId: study.id,
      studyUid: attributes.studyInstanceUid,
      sopInstanceUid: attributes.sopInstanceUid,
      revision,
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
    return { kind: 'stored', studyId: study.id, attributes };
  }

  private async lockStudy(
    manager: EntityManager,
    object: ArchivedObject,
    attributes: IndexedAttributes,
  ): Promise<StudyRow> {
    const select =
      'select id, state, revision, patient_id from study where study_instance_uid = $1 for update';
    const [existing] = await manager.query<StudyRow[]>(select, [attributes.studyInstanceUid]);
    if (existing) return existing;
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
    const [created] = await manager.query<StudyRow[]>(select, [attributes.studyInstanceUid]);
    if (!created) throw new Error(`Study ${attributes.studyInstanceUid} vanished while it was stored`);
    return created;
  }

  /** Marks the study as receiving; an instance that comes after completion opens a new revision. */
  private async receive(
    manager: EntityManager,
    study: StudyRow,
    attributes: IndexedAttributes,
  ): Promise<number> {
    const reopened = study.state === 'complete';
    const revision = reopened ? study.revision + 1 : study.revision;
    await manager.query(
      `update study set state = 'receiving', revision = $2, last_received_at = clock_timestamp() where id = $1`,
      [study.id, revision],
    );
    if (reopened) {
      const studyUid = attributes.studyInstanceUid;
      await this.events.append(manager, 'StudyReopened', { studyId: study.id, studyUid, revision });
    }
    return revision;
  }

  private async ensureSeries(
    manager: EntityManager,
    studyId: string,
    object: ArchivedObject,
    { seriesInstanceUid, series }: IndexedAttributes,
  ): Promise<string> {
    const select = 'select id from series where study_id = $1 and series_instance_uid = $2';
    const [existing] = await manager.query<{ id: string }[]>(select, [studyId, seriesInstanceUid]);
    if (existing) return existing.id;
    const [created] = await manager.query<{ id: string }[]>(
      `insert into series (study_id, series_instance_uid, modality, series_number, series_description, body_part, own, attributes)
       values ($1,$2,$3,$4,$5,$6,$7,$8) returning id`,
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
    await manager.query(
      `insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
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
      ],
    );
  }

  private async holdOpen(manager: EntityManager, studyId: string, receptionId: string): Promise<void> {
    await manager.query(
      'insert into reception_study (reception_id, study_id) values ($1, $2) on conflict do nothing',
      [receptionId, studyId],
    );
  }
}
