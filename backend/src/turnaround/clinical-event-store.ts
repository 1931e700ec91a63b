import type { ClinicalEventKind, Role } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Position } from '../platform/index.js';
import type { ReaderEvent } from './domain/reader-marks.js';
import type { ClinicalEvent } from './domain/vocabulary.js';

/** As it is written. */
export interface NewClinicalEvent extends Omit<ClinicalEvent, 'id'> {
  studyUid: string;
  /** Null where it is not known who did it. */
  byRole: Role | null;
  readerId: string | null;
  /** Where the event log has it, and which of several that one entry says. */
  position: Position;
  part: number;
}

/** The places of a batch lie together in the log, so each partition is asked once for those that are written already. */
const WRITE = `
with known as materialized (
  select event_transaction, event_id, event_part from clinical_event
   where (event_transaction, event_id) >= ($2::xid8, $3::bigint)
     and (event_transaction, event_id) <= ($4::xid8, $5::bigint))
insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, by_role, reader_id, detail, corrects,
  event_transaction, event_id, event_part)
select "studyUid", kind, "happenedAt", "recordedAt", source, clock, "byRole", "readerId", detail, corrects,
       transaction, place, part
  from jsonb_to_recordset($1::jsonb) as one ("studyUid" text, kind text, "happenedAt" timestamptz, "recordedAt" timestamptz,
       source text, clock text, "byRole" text, "readerId" uuid, detail jsonb, corrects uuid, transaction xid8, place bigint,
       part smallint)
 where not exists (
   select from known where (event_transaction, event_id, event_part) = (one.transaction, one.place, one.part))`;

const OF_STUDIES = `
select study_uid as "studyUid", id, kind, happened_at as "happenedAt", recorded_at as "recordedAt", source, clock, detail,
       corrects, reader_id as "readerId"
  from clinical_event where study_uid = any($1) order by recorded_at, event_transaction, event_id, event_part`;

const LAST_OF = `
select id, happened_at as "happenedAt" from clinical_event one
 where study_uid = $1 and kind = $2 and corrects is null and ($3::uuid is null or reader_id = $3)
   and not exists (
     select from clinical_event other
      where other.study_uid = one.study_uid and other.kind = one.kind and other.corrects = one.id)
 order by recorded_at desc, id limit 1`;

/** The clinical events, to which is only added. */
@Injectable()
export class ClinicalEventStore {
  /** Those that were not written before. */
  async write(manager: EntityManager, events: readonly NewClinicalEvent[]): Promise<void> {
    const positions = events.map(({ position }) => position).sort(inOrder);
    const [first, last] = [positions[0], positions.at(-1)];
    if (!first || !last) return;
    const rows = events.map(({ position, ...event }) => ({
      ...event,
      transaction: position.transaction.toString(),
      place: position.id.toString(),
    }));
    await manager.query(WRITE, [
      JSON.stringify(rows),
      first.transaction.toString(),
      first.id.toString(),
      last.transaction.toString(),
      last.id.toString(),
    ]);
  }

  /** In the order of the log. */
  async ofStudies(manager: EntityManager, studyUids: readonly string[]): Promise<ReaderEvent[]> {
    return manager.query(OF_STUDIES, [studyUids]);
  }

  /** The last of its kind that nothing corrects; of one reader where one is named. */
  async lastOf(
    manager: EntityManager,
    studyUid: string,
    kind: ClinicalEventKind,
    readerId: string | null,
  ): Promise<Pick<ClinicalEvent, 'id' | 'happenedAt'> | undefined> {
    const [row] = await manager.query<Pick<ClinicalEvent, 'id' | 'happenedAt'>[]>(LAST_OF, [
      studyUid,
      kind,
      readerId,
    ]);
    return row;
  }
}

function inOrder(one: Position, other: Position): number {
  const difference = one.transaction - other.transaction || one.id - other.id;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
