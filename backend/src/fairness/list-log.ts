import type { ClinicalEventKind } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIST_KINDS, type LogEntry } from './domain/list-replay.js';

/** Beside those of the list: a preliminary report gives its claim back. */
const KINDS: readonly ClinicalEventKind[] = [...LIST_KINDS, 'preliminary'];

/** What the log goes on to say of a study, for who asks what became of it. */
const AFTERWARDS: readonly ClinicalEventKind[] = [
  ...LIST_KINDS,
  'firstOpened',
  'reportStarted',
  'preliminary',
  'final',
];

const COLUMNS = `study_uid as "studyUid", kind, recorded_at as "recordedAt", happened_at as "happenedAt",
  reader_id as "readerId", detail, corrects is not null as "takesBack", event_transaction::text as act`;
const ORDER = 'recorded_at, event_transaction, event_id, event_part';

/** Studies that the log has on the list at a moment: nothing after their coming onto it took them off. */
const OPEN_AT = `
select study_uid as "studyUid" from (
  select distinct on (study_uid) study_uid, kind, corrects, detail from clinical_event
   where recorded_at <= $1
     and (kind in ('readyToRead', 'markedRead', 'deleted') or kind = 'priorityChanged' and detail ? 'reading')
   order by study_uid, recorded_at desc, event_transaction desc, event_id desc, event_part desc) last
 where kind <> 'deleted' and (kind <> 'markedRead' or corrects is not null)
   and coalesce(detail ->> 'reading', 'unread') = 'unread'`;

const MOVED_IN = `
select distinct study_uid as "studyUid" from clinical_event
 where recorded_at > $1 and recorded_at <= $2 and kind = any($3)`;

const ENTRIES = `
select ${COLUMNS} from clinical_event
 where study_uid = any($1) and kind = any($2) and recorded_at <= $3 order by ${ORDER}`;

const NEXT = `
select of_study.* from unnest($1::text[]) study cross join lateral (
  select ${COLUMNS} from clinical_event
   where study_uid = study and kind = any($2) and recorded_at > $3 order by ${ORDER} limit $4) of_study`;

const CHANGES = `
select (select max(recorded_at) from clinical_event where recorded_at < $1 and kind = any($2)) as before,
       (select min(recorded_at) from clinical_event where recorded_at > $1 and kind = any($2)) as after`;

/** The clinical events that the list follows from. */
@Injectable()
export class ListLog {
  /** All that the list of a moment follows from, in the order of the log. */
  async until(manager: EntityManager, at: Date): Promise<LogEntry[]> {
    return this.entries(manager, await this.openAt(manager, at), at);
  }

  /** What moved in a period (`from` not included, `until` included), with what the list of its beginning follows from. */
  async between(manager: EntityManager, from: Date, until: Date): Promise<LogEntry[]> {
    const moved = await manager.query<{ studyUid: string }[]>(MOVED_IN, [from, until, KINDS]);
    const studyUids = new Set([
      ...(await this.openAt(manager, from)),
      ...moved.map(({ studyUid }) => studyUid),
    ]);
    return this.entries(manager, [...studyUids], until);
  }

  /** What the log has of studies after a moment: the first `most` of each. */
  async after(
    manager: EntityManager,
    studyUids: readonly string[],
    at: Date,
    most: number,
  ): Promise<LogEntry[]> {
    return manager.query(NEXT, [studyUids, AFTERWARDS, at, most]);
  }

  /** The change of the list before a moment, and the one after it. */
  async changesAround(
    manager: EntityManager,
    at: Date,
  ): Promise<{ before: Date | null; after: Date | null }> {
    const [row] = await manager.query<{ before: Date | null; after: Date | null }[]>(CHANGES, [
      at,
      LIST_KINDS,
    ]);
    return row ?? { before: null, after: null };
  }

  private async openAt(manager: EntityManager, at: Date): Promise<string[]> {
    const rows = await manager.query<{ studyUid: string }[]>(OPEN_AT, [at]);
    return rows.map(({ studyUid }) => studyUid);
  }

  private async entries(
    manager: EntityManager,
    studyUids: readonly string[],
    until: Date,
  ): Promise<LogEntry[]> {
    return manager.query(ENTRIES, [studyUids, KINDS, until]);
  }
}
