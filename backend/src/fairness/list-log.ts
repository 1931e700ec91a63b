import type { ClinicalEventKind } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ACT_KINDS } from './domain/acts.js';
import { LIST_KINDS, PLACE_KINDS, saysThePlace, type LogEntry } from './domain/list-replay.js';

/** What the log goes on to say of a study, for who asks what became of it. */
const AFTERWARDS: readonly ClinicalEventKind[] = [
  ...LIST_KINDS,
  'firstOpened',
  'reportStarted',
  'preliminary',
  'final',
];

/** Those that take a study off the list, or bring it back. */
const ENDS: readonly ClinicalEventKind[] = ['markedRead', 'deleted'];

const columnsWith = (detail: string) => `
id, study_uid as "studyUid", kind, recorded_at as "recordedAt", happened_at as "happenedAt", reader_id as "readerId",
${detail} as detail, corrects is not null as "takesBack", event_transaction::text as act`;
const COLUMNS = columnsWith('detail');
/** What the order of a list does not need. */
const COLUMNS_OF_PLACE = columnsWith(`detail - '{from,why,rules,site,modality}'::text[]`);
const ORDER = 'recorded_at, event_transaction, event_id, event_part';

/**
 * Studies that may have been on the list between $1 and $2, and since when the log speaks of them as listed. What is not
 * projected yet may have been. Nothing of the list happened by our clock an hour after it was written down.
 */
const CANDIDATES = `
with candidate as materialized (
  select study_uid as uid, lower(listed) as since from study_timeline
   where listed && tstzrange($1::timestamptz, $2::timestamptz, '[]') and not stale
  union all
  select study_uid, '-infinity' from study_timeline where stale)`;
const OF_CANDIDATE = `
study_uid = candidate.uid and recorded_at <= $2 and happened_at >= candidate.since
and happened_at < $2::timestamptz + interval '1 hour'`;

const ENTRIES_BETWEEN = `${CANDIDATES}
select ${COLUMNS} from candidate cross join lateral (
  select * from clinical_event where ${OF_CANDIDATE} and kind = any($3)) one
 order by ${ORDER}`;

/** The last decided place of each study, and what ended its being read since. */
const PLACES = `${CANDIDATES}
select ${COLUMNS_OF_PLACE} from candidate cross join lateral (
  select *, max(recorded_at) filter (where kind = any($3)) over () as placed_at
    from clinical_event where ${OF_CANDIDATE} and kind = any($4)) one
 where recorded_at >= placed_at
 order by ${ORDER}`;

const ENTRIES = `
select ${COLUMNS} from clinical_event
 where study_uid = any($1) and kind = any($2) and recorded_at <= $3 order by ${ORDER}`;

/** Of the studies that readers had to do with in a period; what takes an act back may be of later. */
const ACT_ENTRIES = `
with concerned as materialized (
  select study_uid from clinical_event
   where reader_id = any($1::uuid[]) and recorded_at >= $2 and recorded_at < $3 and happened_at >= $2 and happened_at < $3
     and kind = any($4)
   union
  select study_uid from clinical_event
   where kind = 'reassigned' and detail ->> 'reader' = any($1::text[]) and recorded_at >= $2 and recorded_at < $3
     and happened_at >= $2 and happened_at < $3)
select ${COLUMNS} from clinical_event
 where study_uid in (select study_uid from concerned) and kind = any($5) and happened_at >= $2
 order by ${ORDER}`;

const NEXT = `
select of_study.* from unnest($1::text[]) study cross join lateral (
  select ${COLUMNS} from clinical_event
   where study_uid = study and kind = any($2) and recorded_at > $3 order by ${ORDER} limit $4) of_study`;

const CHANGES = `
select (select recorded_at from clinical_event where recorded_at < $1 and kind = any($2)
         order by recorded_at desc limit 1) as before,
       (select recorded_at from clinical_event where recorded_at > $1 and kind = any($2)
         order by recorded_at limit 1) as after`;

/** The clinical events that the list, and acts of readers, follow from; all in the order of the log. */
@Injectable()
export class ListLog {
  /** What the order of the list of a moment follows from, but no claims, holds and skips. */
  async places(manager: EntityManager, at: Date): Promise<LogEntry[]> {
    const kinds = [...PLACE_KINDS, ...ENDS];
    const entries = await manager.query<LogEntry[]>(PLACES, [at, at, PLACE_KINDS, kinds]);
    const more = new Set(entries.flatMap((entry) => (saysThePlace(entry) ? [] : [entry.studyUid])));
    if (more.size === 0) return entries;
    const whole = await this.entries(manager, [...more], at);
    return [...entries.filter(({ studyUid }) => !more.has(studyUid)), ...whole];
  }

  /** All that is said until a moment of the lists since another one. */
  async between(manager: EntityManager, from: Date, until: Date): Promise<LogEntry[]> {
    return manager.query(ENTRIES_BETWEEN, [from, until, LIST_KINDS]);
  }

  /** All that the list has of some studies until a moment. */
  async entries(manager: EntityManager, studyUids: readonly string[], until: Date): Promise<LogEntry[]> {
    return manager.query(ENTRIES, [studyUids, LIST_KINDS, until]);
  }

  /**
   * What acts of readers follow from, of the studies that one of the kinds of entries says they had to do with since `from`
   * and before `until`.
   */
  async actEntries(
    manager: EntityManager,
    { readerIds, from, until }: { readerIds: readonly string[]; from: Date; until: Date },
    kinds: readonly ClinicalEventKind[],
  ): Promise<LogEntry[]> {
    return manager.query(ACT_ENTRIES, [readerIds, from, until, kinds, ACT_KINDS]);
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
}
