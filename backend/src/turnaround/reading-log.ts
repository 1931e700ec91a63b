import type { ClinicalEventKind, OrderClass } from '@firstread/contract';
import type { DataSource } from 'typeorm';
import { interner, pagesOf } from '../platform/index.js';

/** A study that became ready to read, and how it was read. */
export interface LoggedReading {
  studyUid: string;
  site: string;
  modality: string;
  orderClass: OrderClass;
  readyAt: Date;
  /** YYYY-MM-DD by the calendar of the site, and the hour of its week from Monday 00 (0 to 167). */
  day: string;
  hourOfWeek: number;
  /** Null while it waits. */
  openedAt: Date | null;
  /** What stands for the opening. */
  openedWith: ClinicalEventKind | null;
  /** First report; null where there is none, or none that belongs to the opening. */
  reportedAt: Date | null;
  /** A time comes from a substitute event. */
  fallback: boolean;
  /** A critical result was marked in it and not withdrawn. */
  critical: boolean;
}

/** What a radiologist did with a study. */
export interface ReaderAct {
  readerId: string;
  studyUid: string;
  kind: ClinicalEventKind;
  at: Date;
}

/** Waits that count: excluded ones are of other kinds, or of clocks that speak nonsense. */
const READINGS = `
select wait.study_uid as "studyUid", wait.site, wait.modality, wait.order_class as "orderClass",
       wait.started_at as "readyAt", to_char(wait.started_at at time zone $3, 'YYYY-MM-DD') as day,
       (extract(isodow from wait.started_at at time zone $3)::int - 1) * 24
         + extract(hour from wait.started_at at time zone $3)::int as "hourOfWeek",
       wait.ended_at as "openedAt", wait.ended_with as "openedWith",
       case when read.excluded is null then read.ended_at end as "reportedAt",
       wait.fallback or coalesce(read.fallback, false) as fallback,
       exists (select from study_interval critical
                where critical.study_uid = wait.study_uid and critical.stage = 'criticalClosure'
                  and critical.excluded is distinct from 'criticalWithdrawn') as critical
  from study_interval wait
  left join study_interval read on read.study_uid = wait.study_uid and read.stage = 'read' and read.subject = ''
 where wait.stage = 'wait' and wait.hour >= $1 and wait.hour < $2 and wait.excluded is null
 order by wait.started_at, wait.study_uid`;

const LEFT_OUT = `
select count(*)::int as count from study_interval
 where stage = 'wait' and hour >= $1 and hour < $2 and excluded is not null`;

const ACTS = `
select reader_id as "readerId", study_uid as "studyUid", kind, happened_at as at
  from clinical_event one
 where happened_at >= $1 and happened_at < $2 and reader_id is not null and by_role = 'radiologist' and corrects is null
 order by happened_at, id`;

/** The log as those read it who ask what an order of reading was worth: a month of a large department is millions of rows. */
export class ReadingLog {
  private readonly same = interner();

  constructor(private readonly dataSource: DataSource) {}

  /** Studies that became ready in a period (its end is not in it), and how many are left out of every figure. */
  async readings(
    from: Date,
    until: Date,
    timeZone: string,
  ): Promise<{ readings: LoggedReading[]; leftOut: number }> {
    const readings: LoggedReading[] = [];
    for await (const page of pagesOf<LoggedReading>(this.dataSource, READINGS, [from, until, timeZone]))
      for (const one of page) readings.push(this.sharing(one, ['studyUid', 'site', 'modality', 'day']));
    const [row] = await this.dataSource.query<{ count: number }[]>(LEFT_OUT, [from, until]);
    return { readings, leftOut: row?.count ?? 0 };
  }

  /** Of radiologists whose account is known, the earliest first. */
  async acts(from: Date, until: Date): Promise<ReaderAct[]> {
    const acts: ReaderAct[] = [];
    for await (const page of pagesOf<ReaderAct>(this.dataSource, ACTS, [from, until]))
      for (const one of page) acts.push(this.sharing(one, ['studyUid', 'readerId']));
    return acts;
  }

  /** The row, whose texts are held once among all rows. */
  private sharing<Row, Name extends keyof Row>(row: Row & Record<Name, string>, names: readonly Name[]): Row {
    for (const name of names) row[name] = this.same(row[name]) as (typeof row)[Name];
    return row;
  }
}
