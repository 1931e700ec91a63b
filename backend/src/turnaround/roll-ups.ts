import type { TurnaroundGroupBy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { groupBy } from '../platform/index.js';
import { cellsAsJson, WRITE_CELLS } from './cells.js';
import type { KeyPart } from './domain/figures.js';
import { GAMMA, SMALLEST, type Bucket } from './domain/quantile-sketch.js';
import { rollUp, type CountedInterval } from './domain/roll-up.js';
import { Loads } from './loads.js';
import { SELECTED, selectionParameters, type Selection } from './selection.js';
import { Totals, type StageHour } from './totals.js';

/** Hours of a stage that are counted in one transaction. */
const BATCH = 200;

const TAKE_HOURS = `
delete from turnaround_dirty_hour where (stage, hour) in
  (select stage, hour from turnaround_dirty_hour order by stage, hour limit ${BATCH} for update skip locked)
returning stage, hour`;

const FORGET = `
delete from turnaround_rollup cell using unnest($1::text[], $2::timestamptz[]) as gone (stage, hour)
 where cell.stage = gone.stage and cell.hour = gone.hour`;

const INTERVALS = `
select one.stage, one.hour, site, modality, order_class as "orderClass", ai_state as "aiState", seconds, fallback, excluded
  from study_interval one join unnest($1::text[], $2::timestamptz[]) as dirty (stage, hour)
    on one.stage = dirty.stage and one.hour = dirty.hour`;

/**
 * How many are open, by what a group is made of and by the bucket of their age at `$8`; `$9` is the base of buckets. As one
 * text: a year has an entry for nearly each of its hours.
 */
const openBy = (column: string) => `
select coalesce(json_agg(json_build_array(key, bucket, count)), '[]') as open
  from (
    select ${column} as key, case when age >= $10 then ceil(ln(age) / ln($9::float8))::int end as bucket, count(*)::int as count
      from (select hour, site, modality, order_class, ai_state,
                   date_part('epoch', $8::timestamptz - started_at) as age
              from study_interval where ${SELECTED} and ended_at is null and excluded is null) one
     group by 1, 2) bucketed`;

const KEY_COLUMNS: Readonly<Record<TurnaroundGroupBy, keyof typeof OPEN>> = {
  none: 'none',
  day: 'hour',
  hourOfWeek: 'hour',
  shift: 'hour',
  load: 'hour',
  site: 'site',
  modality: 'modality',
  orderClass: 'orderClass',
  aiState: 'aiState',
};
const OPEN = {
  none: openBy('null'),
  hour: openBy("date_part('epoch', hour) * 1000"),
  site: openBy('site'),
  modality: openBy('modality'),
  orderClass: openBy('order_class'),
  aiState: openBy('ai_state'),
};

const PENDING = `
select exists (select from study_timeline where stale) or exists (select from turnaround_dirty_hour)
    or exists (select from turnaround_dirty_day) as pending`;

/** A key is an hour in milliseconds, a value, or null where all are one group. */
type OpenEntry = [key: number | string | null, bucket: Bucket['bucket'], count: number];

export interface OpenIntervals {
  key: KeyPart;
  /** For how long so far. */
  ages: Bucket[];
}

/** Intervals counted by the hour. An hour of a stage in which anything changed is counted anew, whole. */
@Injectable()
export class RollUps {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly totals: Totals,
    private readonly loads: Loads,
  ) {}

  /** Counts a batch of hours anew; true when there may be more. */
  async refresh(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [hours] = await manager.query<[StageHour[], number]>(TAKE_HOURS);
      if (hours.length > 0) await this.count(manager, hours);
      return hours.length === BATCH;
    });
  }

  /** The ages of what is open in a selection, each entry within one group; an hour, where groups follow from hours, once. */
  async open(selection: Selection, by: TurnaroundGroupBy, now: Date): Promise<OpenIntervals[]> {
    const [row] = await this.dataSource.query<{ open: OpenEntry[] }[]>(OPEN[KEY_COLUMNS[by]], [
      ...selectionParameters(selection),
      now,
      GAMMA,
      SMALLEST,
    ]);
    return [...groupBy(row?.open ?? [], ([key]) => key)].map(([key, entries]) => ({
      key: typeof key === 'number' ? new Date(key) : key,
      ages: entries.map(([, bucket, count]) => ({ bucket, count })),
    }));
  }

  /** Whether something was written down that is not counted yet. */
  async pending(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ pending: boolean }[]>(PENDING);
    return row?.pending ?? false;
  }

  private async count(manager: EntityManager, hours: StageHour[]): Promise<void> {
    const places = [hours.map(({ stage }) => stage), hours.map(({ hour }) => hour)];
    await manager.query(FORGET, places);
    const cells = rollUp(await manager.query<CountedInterval[]>(INTERVALS, places));
    await manager.query(WRITE_CELLS, [cellsAsJson(cells)]);
    await this.loads.count(
      manager,
      hours.flatMap(({ stage, hour }) => (stage === 'wait' ? [hour] : [])),
    );
    await this.totals.hoursCounted(manager, hours);
  }
}
