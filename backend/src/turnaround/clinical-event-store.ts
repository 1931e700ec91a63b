import type { ClinicalEventKind, Role } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Position } from '../platform/index.js';
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

const WRITE = `
insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, by_role, reader_id, detail, corrects,
  event_transaction, event_id, event_part)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::xid8, $12, $13
 where not exists (
   select from clinical_event where (event_transaction, event_id, event_part) = ($11::xid8, $12::bigint, $13::smallint))`;

const OF_STUDIES = `
select study_uid as "studyUid", id, kind, happened_at as "happenedAt", recorded_at as "recordedAt", source, clock, detail,
       corrects
  from clinical_event where study_uid = any($1)`;

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
  /** Nothing where it was written before. */
  async write(manager: EntityManager, event: NewClinicalEvent): Promise<void> {
    await manager.query(WRITE, [
      event.studyUid,
      event.kind,
      event.happenedAt,
      event.recordedAt,
      event.source,
      event.clock,
      event.byRole,
      event.readerId,
      JSON.stringify(event.detail),
      event.corrects,
      event.position.transaction.toString(),
      event.position.id.toString(),
      event.part,
    ]);
  }

  async ofStudies(
    manager: EntityManager,
    studyUids: readonly string[],
  ): Promise<(ClinicalEvent & { studyUid: string })[]> {
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
