import type { IntervalExclusion, OrderClass, StageId, StudyAiState } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { QuantileSketch } from './domain/quantile-sketch.js';
import { rollUp, type Cell, type CountedInterval } from './domain/roll-up.js';

/** Hours that are counted in one transaction. */
const BATCH = 24;

/** Part of the intervals: those of a stage that are placed in a period, in hours of the site; the end is not in it. */
export interface Selection {
  stage: StageId;
  from: Date;
  until: Date;
  site: string | undefined;
  modality: string | undefined;
  orderClass: OrderClass | undefined;
  aiState: StudyAiState | undefined;
}

/** The conditions of a selection, on parameters 1 to 7. */
export const SELECTED = `
stage = $1 and hour >= $2 and hour < $3 and ($4::text is null or site = $4) and ($5::text is null or modality = $5)
and ($6::text is null or order_class = $6) and ($7::text is null or ai_state = $7)`;

export function selectionParameters(one: Selection): unknown[] {
  return [
    one.stage,
    one.from,
    one.until,
    one.site ?? null,
    one.modality ?? null,
    one.orderClass ?? null,
    one.aiState ?? null,
  ];
}

const FACETS = `site, modality, order_class as "orderClass", ai_state as "aiState"`;

const TAKE_HOURS = `
delete from turnaround_dirty_hour where hour in
  (select hour from turnaround_dirty_hour order by hour limit ${BATCH} for update skip locked)
returning hour`;

const INTERVALS = `select stage, hour, ${FACETS}, seconds, fallback, excluded from study_interval where hour = any($1)`;

const WRITE = `
insert into turnaround_rollup (stage, hour, site, modality, order_class, ai_state, n, fallbacks, excluded, max_seconds, sketch)
select stage, hour, site, modality, "orderClass", "aiState", n, fallbacks, excluded, "maxSeconds", decode(sketch, 'base64')
  from jsonb_to_recordset($1::jsonb) as cell (stage text, hour timestamptz, site text, modality text, "orderClass" text,
       "aiState" text, n int, fallbacks int, excluded jsonb, "maxSeconds" float8, sketch text)`;

const CELLS = `
select stage, hour, ${FACETS}, n, fallbacks, excluded, max_seconds as "maxSeconds", sketch
  from turnaround_rollup where ${SELECTED}`;

export interface OpenInterval extends Pick<Cell, 'hour' | 'site' | 'modality' | 'orderClass' | 'aiState'> {
  startedAt: Date;
}

const OPEN = `
select hour, ${FACETS}, started_at as "startedAt" from study_interval
 where ${SELECTED} and ended_at is null and excluded is null`;

const PENDING = `
select exists (select from study_timeline where stale) or exists (select from turnaround_dirty_hour) as pending`;

/** Intervals counted by the hour. An hour in which anything changed is counted anew, whole. */
@Injectable()
export class RollUps {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Counts a batch of hours anew; true when there may be more. */
  async refresh(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [taken] = await manager.query<[{ hour: Date }[], number]>(TAKE_HOURS);
      const hours = taken.map(({ hour }) => hour);
      if (hours.length > 0) await this.count(manager, hours);
      return hours.length === BATCH;
    });
  }

  async cells(selection: Selection): Promise<Cell[]> {
    const rows = await this.dataSource.query<(Omit<Cell, 'sketch'> & { sketch: Buffer })[]>(
      CELLS,
      selectionParameters(selection),
    );
    return rows.map((row) => ({ ...row, sketch: QuantileSketch.fromBytes(row.sketch) }));
  }

  async open(selection: Selection): Promise<OpenInterval[]> {
    return this.dataSource.query(OPEN, selectionParameters(selection));
  }

  /** Whether something was written down that is not counted yet. */
  async pending(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ pending: boolean }[]>(PENDING);
    return row?.pending ?? false;
  }

  private async count(manager: EntityManager, hours: Date[]): Promise<void> {
    await manager.query('delete from turnaround_rollup where hour = any($1)', [hours]);
    const intervals = await manager.query<(CountedInterval & { excluded: IntervalExclusion | null })[]>(
      INTERVALS,
      [hours],
    );
    const cells = rollUp(intervals).map((cell) => ({
      ...cell,
      sketch: cell.sketch.toBytes().toString('base64'),
    }));
    await manager.query(WRITE, [JSON.stringify(cells)]);
  }
}
