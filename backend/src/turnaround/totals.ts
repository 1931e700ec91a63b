import type { TurnaroundGroupBy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { CELL, cellOf, cellToWrite, COLUMNS, FIELDS, TYPES, type CellRow } from './cells.js';
import type { Cell } from './domain/roll-up.js';
import { dayAfter, siteTime, startOfDay } from './domain/site-time.js';
import {
  dayTotalsOf,
  hoursFromBytes,
  hoursToBytes,
  statedFor,
  type DayTotal,
  type HourCount,
  type Stated,
} from './domain/totals.js';
import { SELECTED, selectionParameters, type Selection } from './selection.js';

/** Days of a stage that are taken together in one transaction. */
const BATCH = 10;

const MARK_DAYS = `
insert into turnaround_dirty_day select distinct * from unnest($1::text[], $2::date[]) one (stage, day) order by 1, 2
on conflict (stage, day) do update set day = excluded.day`;

const TAKE_DAYS = `
delete from turnaround_dirty_day where (stage, day) in
  (select stage, day from turnaround_dirty_day order by stage, day limit ${BATCH} for update skip locked)
returning stage, day::text as day`;

const HOURS_OF_DAYS = `
select ${CELL} from turnaround_rollup join unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as one (of, since, until)
    on stage = of and hour >= since and hour < until`;

const FORGET = `
delete from turnaround_total total using unnest($1::text[], $2::timestamptz[]) as gone (stage, hour)
 where total.stage = gone.stage and total.hour = gone.hour`;

const WRITE = `
insert into turnaround_total (${COLUMNS}, hours, stated)
select ${FIELDS}, decode(hours, 'base64'), $2 from jsonb_to_recordset($1::jsonb) as total (${TYPES}, hours text)`;

const DAYS = `select ${CELL} from turnaround_total where ${SELECTED} and stated = $8`;
const HOURS = `
select stage, hour as day, site, modality, order_class as "orderClass", ai_state as "aiState", hours
  from turnaround_total where ${SELECTED} and stated = $8`;

type HoursRow = Pick<Cell, 'stage' | 'site' | 'modality' | 'orderClass' | 'aiState'> & {
  day: Date;
  hours: Buffer;
};

export interface StageHour {
  stage: string;
  hour: Date;
}

/** Cells of the hours of a day taken together, for every choice of facets. They follow from the cells alone. */
@Injectable()
export class Totals {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sites: SiteService,
  ) {}

  /** What a selection of whole days holds, each cell within one group. */
  async cells(selection: Selection, by: TurnaroundGroupBy): Promise<Cell[]> {
    const parameters = [...selectionParameters(selection), nameOf(statedFor(by, selection))];
    if (!isOfHours(by)) return (await this.dataSource.query<CellRow[]>(DAYS, parameters)).map(cellOf);
    const rows = await this.dataSource.query<HoursRow[]>(HOURS, parameters);
    return rows.flatMap((row) => hoursFromBytes(row.day, row.hours).map((count) => hourCell(row, count)));
  }

  /** Hours were counted anew: their days are to be taken together again. */
  async hoursCounted(manager: EntityManager, hours: readonly StageHour[]): Promise<void> {
    const { timeZone } = await this.sites.current(manager);
    await manager.query(MARK_DAYS, [
      hours.map(({ stage }) => stage),
      hours.map(({ hour }) => siteTime(hour, timeZone).day),
    ]);
  }

  /** Takes a batch of days together anew; true when there may be more. */
  async refreshDays(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [taken] = await manager.query<[{ stage: string; day: string }[], number]>(TAKE_DAYS);
      if (taken.length === 0) return false;
      const { timeZone } = await this.sites.current(manager);
      const begins = new Map(taken.map(({ day }) => [day, startOfDay(day, timeZone)]));
      const stages = taken.map(({ stage }) => stage);
      const starts = taken.map(({ day }) => begins.get(day));
      const ends = taken.map(({ day }) => startOfDay(dayAfter(day), timeZone));
      const rows = await manager.query<CellRow[]>(HOURS_OF_DAYS, [stages, starts, ends]);
      await manager.query(FORGET, [stages, starts]);
      const dayOf = ({ hour }: Cell) => begins.get(siteTime(hour, timeZone).day) as Date;
      for (const { stated, totals } of dayTotalsOf(rows.map(cellOf), dayOf))
        await manager.query(WRITE, [asJson(totals), nameOf(stated)]);
      return taken.length === BATCH;
    });
  }
}

/** Written out: a year has many thousands, and spreading each takes most of the time of a question. */
function hourCell({ stage, site, modality, orderClass, aiState }: HoursRow, count: HourCount): Cell {
  const { hour, n, fallbacks, excluded, maxSeconds, sketch } = count;
  return { stage, site, modality, orderClass, aiState, hour, n, fallbacks, excluded, maxSeconds, sketch };
}

/** Whether the groups follow from the hour. */
function isOfHours(by: TurnaroundGroupBy): boolean {
  return by === 'hourOfWeek' || by === 'shift' || by === 'load';
}

/** As the column `stated` has it. */
function nameOf(stated: Stated): string {
  return stated.join(' ');
}

function asJson(totals: readonly DayTotal[]): string {
  return JSON.stringify(
    totals.map(({ day, hours }) => ({
      ...cellToWrite(day),
      hours: hoursToBytes(day.hour, hours).toString('base64'),
    })),
  );
}
