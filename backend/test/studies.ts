import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { newUid } from './dicom.js';

/** A study as a spec of a later room wants it; what is left out is routine. */
export interface StudyRow {
  /** Requested Procedure Priority. */
  priority?: string;
  readyMinutesAgo?: number;
  modality?: string;
  hasPixels?: boolean;
}

/** Writes a complete study with one series and one instance, without bytes. */
export async function insertStudy(
  dataSource: DataSource,
  { priority, readyMinutesAgo = 0, modality = 'CT', hasPixels = true }: StudyRow = {},
): Promise<{ id: string; uid: string }> {
  const uid = newUid();
  const [study, series] = [randomUUID(), randomUUID()];
  await dataSource.query(
    `insert into study (id, study_instance_uid, patient_id, patient_name, requested_priority, attributes, state,
       completed_at)
     values ($1, $2, 'PHANTOM-ROW', 'PHANTOM^ROW', $3, '{}', 'complete', now() - make_interval(mins => $4))`,
    [study, uid, priority ?? null, readyMinutesAgo],
  );
  await dataSource.query(
    `insert into series (id, study_id, series_instance_uid, modality, own, attributes)
     values ($1, $2, $3, $4, false, '{}')`,
    [series, study, `${uid}.1`, modality],
  );
  await dataSource.query(
    `insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, has_pixels,
       number_of_frames, bytes, digest, study_revision, door, source, attributes)
     values ($1, $2, $3, $4, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', $5, 1, 0, '', 1, 'stow', 'spec', '{}')`,
    [randomUUID(), series, study, `${uid}.1.1`, hasPixels],
  );
  return { id: study, uid };
}
