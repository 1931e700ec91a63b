import type { EntityManager } from 'typeorm';
import { jsonText, runPrepared, type PreparedStatement } from '../../platform/index.js';
import { metadataSegment } from '../metadata/instance-metadata.js';
import type { Place } from './places.js';
import type { PendingWrite } from './rounds.js';

/** An instance that has a place. */
export interface PlacedWrite extends PendingWrite {
  place: Place;
}

/** Rows of instances and of their metadata, out of one JSON text. */
const INSERT: PreparedStatement = {
  name: 'insert-instances',
  text: `
  with one as (
    select * from jsonb_to_recordset($1::jsonb) as one (
      id uuid, series_id uuid, study_id uuid, sop_instance_uid text, sop_class_uid text, transfer_syntax_uid text,
      instance_number int, has_pixels boolean, number_of_frames int, bytes bigint, digest text, study_revision int,
      door text, source text, attributes jsonb, deflated text, crc bigint, length int)
  ), metadata as (
    insert into instance_metadata (instance_id, deflated, crc, length)
    select id, decode(deflated, 'base64'), crc, length from one
  )
  insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
    instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes, rejected)
  select id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
    instance_number, has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes,
    exists (select from rejection
             where rejection.study_id = one.study_id and rejection.sop_instance_uid = one.sop_instance_uid and stands)
    from one
  returning id, rejected`,
};

/** Inserts them in one statement; returns the ids of those that a note which came before rejects. */
export async function insertInstances(
  manager: EntityManager,
  writes: readonly PlacedWrite[],
): Promise<Set<string>> {
  if (writes.length === 0) return new Set();
  const rows = await runPrepared<{ id: string; rejected: boolean }>(manager, INSERT, [
    jsonText(writes.map(rowOf)),
  ]);
  return new Set(rows.filter(({ rejected }) => rejected).map(({ id }) => id));
}

function rowOf({ object, attributes, place }: PlacedWrite) {
  const { parsed } = object;
  const metadata = metadataSegment(parsed.dataset, attributes);
  return {
    id: object.instanceId,
    series_id: place.seriesId,
    study_id: place.studyId,
    sop_instance_uid: attributes.sopInstanceUid,
    sop_class_uid: attributes.sopClassUid,
    transfer_syntax_uid: parsed.transferSyntaxUid,
    instance_number: attributes.instanceNumber,
    has_pixels: attributes.hasPixels,
    number_of_frames: attributes.numberOfFrames,
    bytes: object.bytes,
    digest: object.digest,
    study_revision: place.revision,
    door: object.door,
    source: object.source,
    attributes: parsed.dataset,
    deflated: Buffer.from(metadata.deflated).toString('base64'),
    crc: metadata.crc,
    length: metadata.length,
  };
}
