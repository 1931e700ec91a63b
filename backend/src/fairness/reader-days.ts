import type { FairnessQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { groupBy } from '../platform/index.js';
import { instantsOf, startOfHour } from '../turnaround/index.js';
import { StudyWorks } from '../worklist/index.js';
import { Choices } from './choices.js';
import { ACT_KINDS, actsOf, type ENTRIES_OF_ACT } from './domain/acts.js';
import { readerDayOf, type DayCounts, type DayOfActs, type ReaderDay } from './domain/reader-day.js';
import { ListLog } from './list-log.js';

/** Readers of one day that are counted in one transaction. */
const BATCH = 50;

const TAKE = `
delete from reader_dirty_day where (day, reader_id) in (
  select day, reader_id from reader_dirty_day where day = (select max(day) from reader_dirty_day)
   order by reader_id limit ${BATCH} for update skip locked)
returning day::text as day, reader_id as "readerId"`;

const FORGET = 'delete from reader_day where day = $1 and reader_id = any($2::uuid[])';

/** Columns of `reader_day` that are added up, and what each is called. */
const COLUMNS: Readonly<Record<keyof DayCounts, string>> = {
  studiesRead: 'studies_read',
  rvuRead: 'rvu_read',
  cameNext: 'came_next',
  cameChosen: 'came_chosen',
  cameTakenOver: 'came_taken_over',
  cameHandedOver: 'came_handed_over',
  cameUnknown: 'came_unknown',
  rvuAssigned: 'rvu_assigned',
  activeHours: 'active_hours',
  studiesSkipped: 'studies_skipped',
  studiesOffered: 'studies_offered',
  studiesReleased: 'studies_released',
  expired: 'expired',
  steals: 'steals',
  choices: 'choices',
  outOfOrder: 'out_of_order',
  placeSum: 'place_sum',
  placeSquares: 'place_squares',
  leaning: 'leaning',
  lighter: 'lighter',
  actsAssigned: 'acts_assigned',
  actsSkipped: 'acts_skipped',
  actsReleased: 'acts_released',
};
const columns = Object.values(COLUMNS);
const fields = Object.keys(COLUMNS).map((field) => `"${field}"`);

const WRITE = `
insert into reader_day (day, reader_id, skips, ${columns.join(', ')})
select $1, "readerId", skips, ${fields.join(', ')}
  from jsonb_to_recordset($2::jsonb) as one ("readerId" uuid, skips jsonb, ${fields.join(' float8, ')} float8)`;

const SUMS = `
select reader_id as "readerId", ${Object.entries(COLUMNS)
  .map(([field, column]) => `sum(${column})::float8 as "${field}"`)
  .join(', ')}, array_agg(skips) filter (where skips <> '{}') as skips
  from reader_day where day >= $1 and day <= $2 group by reader_id`;

const DAYS_OF_ACTS = `
select day::text as day, acts from (
  select day, case $4 when 'assigned' then acts_assigned when 'skipped' then acts_skipped else acts_released end as acts
    from reader_day where reader_id = $1 and day >= $2 and day <= $3) one
 where acts > 0 order by day desc`;

const PENDING = `
select exists (select from study_timeline where stale) or exists (select from list_choice where waiting)
    or exists (select from reader_dirty_day) as pending`;

type Sums = DayCounts & { readerId: string; skips: ReaderDay['skips'][] | null };

/** Days of readers, counted. A day in which anything of a reader changed is counted anew, whole. */
@Injectable()
export class ReaderDays {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: ListLog,
    private readonly choices: Choices,
    private readonly works: StudyWorks,
    private readonly sites: SiteService,
  ) {}

  /** Counts a batch of readers anew, of the newest day; true when there may be more. */
  async refresh(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [taken] = await manager.query<[{ day: string; readerId: string }[], number]>(TAKE);
      const day = taken[0]?.day;
      if (day === undefined) return false;
      const readerIds = taken.map(({ readerId }) => readerId);
      const counted = await this.count(manager, day, readerIds);
      await manager.query(FORGET, [day, readerIds]);
      await manager.query(WRITE, [day, JSON.stringify(counted)]);
      return true;
    });
  }

  /** Of a period, of every reader that did anything in it. */
  async sums({ from, to }: FairnessQuery): Promise<(ReaderDay & { readerId: string })[]> {
    const rows = await this.dataSource.query<Sums[]>(SUMS, [from, to]);
    return rows.map(({ skips, ...sums }) => ({ ...sums, skips: together(skips ?? []) }));
  }

  /** In which days of a period a reader has acts of a kind, newest first. */
  async daysOfActs(
    manager: EntityManager,
    reader: string,
    { from, to }: FairnessQuery,
    kind: keyof typeof ENTRIES_OF_ACT,
  ): Promise<DayOfActs[]> {
    return manager.query(DAYS_OF_ACTS, [reader, from, to, kind]);
  }

  /** Whether something was written down that is not counted yet. */
  async pending(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ pending: boolean }[]>(PENDING);
    return row?.pending ?? false;
  }

  private async count(
    manager: EntityManager,
    day: string,
    readerIds: readonly string[],
  ): Promise<(ReaderDay & { readerId: string })[]> {
    const { timeZone } = await this.sites.current(manager);
    const { from, until } = instantsOf({ from: day, to: day }, timeZone);
    const entries = await this.log.actEntries(manager, { readerIds, from, until }, ACT_KINDS);
    const acts = actsOf(entries).filter(({ at }) => at >= from && at < until);
    const { rvuOf } = await this.works.of(manager, [...new Set(acts.map(({ studyUid }) => studyUid))], []);
    const ofReader = {
      acts: groupBy(acts, ({ readerId }) => readerId),
      choices: groupBy(await this.choices.of(manager, readerIds, from, until), ({ readerId }) => readerId),
      readings: groupBy(
        await this.works.readings(manager, { readerIds, from, until }),
        ({ readerId }) => readerId,
      ),
    };
    return readerIds.flatMap((readerId) => {
      const counts = readerDayOf({
        acts: ofReader.acts.get(readerId) ?? [],
        choices: ofReader.choices.get(readerId) ?? [],
        readings: ofReader.readings.get(readerId) ?? [],
        rvuOf,
        hourOf: (at) => startOfHour(at, timeZone).getTime(),
      });
      return counts ? [{ readerId, ...counts }] : [];
    });
  }
}

function together(days: readonly ReaderDay['skips'][]): ReaderDay['skips'] {
  const sums: ReaderDay['skips'] = {};
  for (const day of days)
    for (const [reason, skips] of Object.entries(day) as [keyof typeof day, number][])
      sums[reason] = (sums[reason] ?? 0) + skips;
  return sums;
}
