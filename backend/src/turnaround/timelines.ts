import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { groupBy } from '../platform/index.js';
import { ClinicalEventStore } from './clinical-event-store.js';
import { listedOf } from './domain/listed.js';
import { startOfHour } from './domain/site-time.js';
import { ReaderMarks } from './reader-marks.js';
import type { StageHour } from './totals.js';
import { timelineOf, type Interval, type Timeline } from './domain/timeline.js';

/** Studies of one transaction. */
const BATCH = 100;

/** A row of `study_interval`. */
interface IntervalRow {
  study_uid: string;
  stage: string;
  subject: string;
  hour: Date;
  site: string;
  modality: string;
  order_class: string;
  ai_state: string;
  started_at: Date;
  started_with: string;
  ended_at: Date | null;
  ended_with: string | null;
  seconds: number | null;
  fallback: boolean;
  excluded: string | null;
}

type Changed = StageHour & { endedAt: Date | null };

const TAKE = `
select study_uid as uid from study_timeline where stale order by study_uid limit ${BATCH} for update skip locked`;

const MADE = 'jsonb_populate_recordset(null::study_interval, $1::jsonb) made';

/** Those that are as they are made now stay. */
const REMOVE = `
delete from study_interval former where study_uid = any($2)
   and not exists (
     select from ${MADE}
      where (made.study_uid, made.stage, made.subject) = (former.study_uid, former.stage, former.subject)
        and made is not distinct from former)
returning stage, hour, ended_at as "endedAt"`;

const WRITE = `insert into study_interval select made.* from ${MADE} on conflict do nothing
returning stage, hour, ended_at as "endedAt"`;

/** What locks an hour keeps it from being counted before these intervals can be seen. */
const MARK_HOURS = `
insert into turnaround_dirty_hour select distinct * from unnest($1::text[], $2::timestamptz[]) one (stage, hour) order by 1, 2
on conflict (stage, hour) do update set hour = excluded.hour`;

const WRITE_TIMELINES = `
update study_timeline
   set stale = false, milestones = one.milestones, listed = case when one.listed is not null then
         tstzrange((one.listed ->> 'from')::timestamptz, (one.listed ->> 'until')::timestamptz, '[]') end
  from jsonb_to_recordset($1::jsonb) as one (study_uid text, milestones jsonb, listed jsonb)
 where study_timeline.study_uid = one.study_uid`;

/** Makes the timelines of studies from their events. Made again they are the same. */
@Injectable()
export class Timelines {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ClinicalEventStore,
    private readonly readers: ReaderMarks,
    private readonly sites: SiteService,
  ) {}

  /** Something was written down of the studies. */
  async markStale(manager: EntityManager, studyUids: readonly string[]): Promise<void> {
    if (studyUids.length === 0) return;
    await manager.query(
      `insert into study_timeline (study_uid, stale) select distinct uid, true from unnest($1::text[]) uid order by 1
       on conflict (study_uid) do update set stale = true where not study_timeline.stale`,
      [studyUids],
    );
  }

  /** Makes a batch of those again of which something was written down; true when there may be more. */
  async project(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const uids = (await manager.query<{ uid: string }[]>(TAKE)).map(({ uid }) => uid);
      if (uids.length === 0) return false;
      const { timeZone } = await this.sites.current(manager);
      const events = groupBy(await this.store.ofStudies(manager, uids), ({ studyUid }) => studyUid);
      const timelines = uids.map((uid) => {
        const own = events.get(uid) ?? [];
        return { uid, ...timelineOf(own), listed: listedOf(own) };
      });
      const rows = timelines.flatMap((one) =>
        one.intervals.map((interval) => rowOf(one, interval, timeZone)),
      );
      const made = JSON.stringify(rows);
      const [former] = await manager.query<[Changed[], number]>(REMOVE, [made, uids]);
      const written = await manager.query<Changed[]>(WRITE, [made]);
      const changed = [...former, ...written].flatMap((one) => hoursOf(one, timeZone));
      await manager.query(MARK_HOURS, [changed.map(({ stage }) => stage), changed.map(({ hour }) => hour)]);
      await this.readers.note(manager, events.values(), timeZone);
      await manager.query(WRITE_TIMELINES, [
        JSON.stringify(
          timelines.map((one) => ({
            study_uid: one.uid,
            milestones: milestonesOf(one),
            listed: one.listed,
          })),
        ),
      ]);
      return uids.length === BATCH;
    });
  }
}

/** Those that count an interval: the one that it is placed in, and of a wait the one that it ended in. */
function hoursOf({ stage, hour, endedAt }: Changed, timeZone: string): StageHour[] {
  const placed = { stage, hour };
  return stage === 'wait' && endedAt ? [placed, { stage, hour: startOfHour(endedAt, timeZone) }] : [placed];
}

function milestonesOf({ milestones }: Timeline): object[] {
  return Object.values(milestones).map(({ kind, happenedAt, source, clock }) => ({
    kind,
    at: happenedAt,
    source,
    clock,
  }));
}

function rowOf(
  { uid, facets }: Pick<Timeline, 'facets'> & { uid: string },
  { stage, subject, start, end, fallback, excluded, placedAt }: Interval,
  timeZone: string,
): IntervalRow {
  const counts = end !== null && excluded === null;
  return {
    study_uid: uid,
    stage,
    subject: subject ?? '',
    hour: startOfHour(placedAt, timeZone),
    site: facets.site,
    modality: facets.modality,
    order_class: facets.orderClass,
    ai_state: facets.aiState,
    started_at: start.happenedAt,
    started_with: start.kind,
    ended_at: end?.happenedAt ?? null,
    ended_with: end?.kind ?? null,
    seconds: counts ? (end.happenedAt.getTime() - start.happenedAt.getTime()) / 1000 : null,
    fallback,
    excluded,
  };
}
