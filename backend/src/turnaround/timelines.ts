import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { groupBy } from '../platform/index.js';
import { ClinicalEventStore } from './clinical-event-store.js';
import { startOfHour } from './domain/site-time.js';
import { timelineOf, type Interval, type Timeline } from './domain/timeline.js';

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

const TAKE = `
select study_uid as uid from study_timeline where stale order by study_uid limit ${BATCH} for update skip locked`;

const WRITE = `
insert into study_interval select * from jsonb_populate_recordset(null::study_interval, $1::jsonb)`;

/** What locks an hour keeps it from being counted before these intervals can be seen. */
const MARK_HOURS = `
insert into turnaround_dirty_hour select distinct hour from unnest($1::timestamptz[]) hour order by hour
on conflict (hour) do update set hour = excluded.hour`;

const WRITE_TIMELINES = `
update study_timeline set stale = false, milestones = one.milestones
  from jsonb_to_recordset($1::jsonb) as one (study_uid text, milestones jsonb)
 where study_timeline.study_uid = one.study_uid`;

/** Makes the timelines of studies from their events. Made again they are the same. */
@Injectable()
export class Timelines {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ClinicalEventStore,
    private readonly sites: SiteService,
  ) {}

  /** Something was written down of the study. */
  async markStale(manager: EntityManager, studyUid: string): Promise<void> {
    await manager.query(
      `insert into study_timeline (study_uid, stale) values ($1, true)
       on conflict (study_uid) do update set stale = true`,
      [studyUid],
    );
  }

  /** Makes a batch of those again of which something was written down; true when there may be more. */
  async project(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const uids = (await manager.query<{ uid: string }[]>(TAKE)).map(({ uid }) => uid);
      if (uids.length === 0) return false;
      const { timeZone } = await this.sites.current(manager);
      const events = groupBy(await this.store.ofStudies(manager, uids), ({ studyUid }) => studyUid);
      const timelines = uids.map((uid) => ({ uid, ...timelineOf(events.get(uid) ?? []) }));
      const rows = timelines.flatMap((one) =>
        one.intervals.map((interval) => rowOf(one, interval, timeZone)),
      );
      const [former] = await manager.query<[{ hour: Date }[], number]>(
        'delete from study_interval where study_uid = any($1) returning hour',
        [uids],
      );
      await manager.query(WRITE, [JSON.stringify(rows)]);
      await manager.query(MARK_HOURS, [[...former, ...rows].map(({ hour }) => hour)]);
      await manager.query(WRITE_TIMELINES, [
        JSON.stringify(timelines.map((one) => ({ study_uid: one.uid, milestones: milestonesOf(one) }))),
      ]);
      return uids.length === BATCH;
    });
  }
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
