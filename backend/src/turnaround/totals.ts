import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { QuantileSketch } from './domain/quantile-sketch.js';
import type { Cell } from './domain/roll-up.js';
import { dayAfter, siteTime, startOfDay } from './domain/site-time.js';
import { choicesOf, FACETS, HOURLY_FACETS, totalsOf, type Span, type Stated } from './domain/totals.js';

/** Days of a stage that are taken together in one transaction. */
const BATCH = 20;

const COLUMNS = 'site, modality, order_class, ai_state, n, fallbacks, excluded, max_seconds, sketch';

/** As a cell is read. */
export const CELL = `
stage, hour, site, modality, order_class as "orderClass", ai_state as "aiState", n, fallbacks, excluded,
max_seconds as "maxSeconds", sketch`;

export type CellRow = Omit<Cell, 'sketch'> & { sketch: Buffer };

export function cellOf(row: CellRow): Cell {
  return { ...row, sketch: QuantileSketch.fromBytes(row.sketch) };
}

/** Rows for `CELLS`. */
export function cellsAsJson(cells: readonly Cell[]): string {
  return JSON.stringify(cells.map((cell) => ({ ...cell, sketch: cell.sketch.toBytes().toString('base64') })));
}

/** The rows of `cellsAsJson`, in parameter 1. */
export const CELLS = `
select stage, hour, site, modality, "orderClass", "aiState", n, fallbacks, excluded, "maxSeconds", decode(sketch, 'base64')
  from jsonb_to_recordset($1::jsonb) as cell (stage text, hour timestamptz, site text, modality text, "orderClass" text,
       "aiState" text, n int, fallbacks int, excluded jsonb, "maxSeconds" float8, sketch text)`;

const FORGET = `
delete from turnaround_total total using unnest($2::text[], $3::timestamptz[]) as gone (stage, hour)
 where total.span = $1 and total.stage = gone.stage and total.hour = gone.hour`;

const WRITE = `
insert into turnaround_total (span, stated, stage, hour, ${COLUMNS}) select $2, $3, * from (${CELLS}) as cell`;

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

export interface StageHour {
  stage: string;
  hour: Date;
}

/** Cells of hours taken together: over facets, and over the hours of a day. They follow from the cells alone. */
@Injectable()
export class Totals {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sites: SiteService,
  ) {}

  /** Hours were counted anew: these are their cells now. */
  async hoursCounted(
    manager: EntityManager,
    hours: readonly StageHour[],
    cells: readonly Cell[],
  ): Promise<void> {
    await this.replace(manager, 'hour', hours, cells);
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
      const days = taken.map(({ stage, day }) => ({
        stage,
        hour: startOfDay(day, timeZone),
        until: startOfDay(dayAfter(day), timeZone),
      }));
      const rows = await manager.query<CellRow[]>(HOURS_OF_DAYS, [
        days.map(({ stage }) => stage),
        days.map(({ hour }) => hour),
        days.map(({ until }) => until),
      ]);
      const startOf = (cell: Cell) =>
        days.find(({ stage, hour, until }) => stage === cell.stage && hour <= cell.hour && cell.hour < until)
          ?.hour as Date;
      const cells = rows.map(cellOf).map((cell) => ({ ...cell, hour: startOf(cell) }));
      await this.replace(manager, 'day', days, cells);
      return taken.length === BATCH;
    });
  }

  private async replace(
    manager: EntityManager,
    span: Span,
    spans: readonly StageHour[],
    cells: readonly Cell[],
  ): Promise<void> {
    await manager.query(FORGET, [span, spans.map(({ stage }) => stage), spans.map(({ hour }) => hour)]);
    for (const stated of choicesOf(span === 'hour' ? HOURLY_FACETS : FACETS.length))
      await manager.query(WRITE, [cellsAsJson(totalsOf(cells, stated)), span, nameOf(stated)]);
  }
}

/** As the column `stated` has it. */
export function nameOf(stated: Stated): string {
  return stated.join(' ');
}
