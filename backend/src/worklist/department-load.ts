import type { Department } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { TriageFacts } from '../triage/index.js';
import {
  arrivalsByHourSql,
  arrivalsSql,
  profilesSql,
  readersByHourSql,
  readingsByModalitySql,
  readingsSql,
} from './department-load.query.sql.js';

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 7;
/** Fewer studies than this say nothing of a rate or a share. */
const FEWEST = 30;
/** A rate of less than a day is that of an hour of the day, or of an import. */
const FEWEST_HOURS = 24;

export interface MeasuredDepartment {
  department: Partial<Department>;
  /** Modalities, location and site of recent studies. */
  profiles: Pick<TriageFacts, 'modalities' | 'location' | 'site'>[];
}

/** Studies of a modality that became ready in an hour of the day. */
export interface ArrivalHour {
  modality: string;
  hour: number;
  studies: number;
  stat: number;
  urgent: number;
  /** Since the first of them. */
  days: number;
}

export interface ModalityReadings {
  modality: string;
  readings: number;
  meanMinutes: number;
  deviationMinutes: number;
}

export interface HoursOfDay {
  arrivals: ArrivalHour[];
  readings: ModalityReadings[];
  /** Hours of the day in which anybody read; readers on the mean of the days on which anybody did. */
  readers: { hour: number; readers: number }[];
}

interface ArrivalRow {
  studies: number;
  hours: number;
  stat: number;
  urgent: number;
  flagged: number;
}

interface ReadingRow {
  readings: number;
  minutes: number | null;
  readers: number;
}

/** Load and staff of the last week, as far as there is enough to measure. */
@Injectable()
export class DepartmentLoad {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async measured(now: Date): Promise<MeasuredDepartment> {
    const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
    const [arrivals] = await this.dataSource.query<ArrivalRow[]>(arrivalsSql, [since, now]);
    const [readings] = await this.dataSource.query<ReadingRow[]>(readingsSql, [since]);
    const profiles = await this.dataSource.query<MeasuredDepartment['profiles']>(profilesSql, [since]);
    return {
      department: { ...arrivalsOf(arrivals), ...readingsOf(readings) },
      profiles,
    };
  }

  /** Arrivals, reading times and readers from `since` until `now`, by hour of the day in a time zone. */
  async byHour(since: Date, now: Date, timeZone: string): Promise<HoursOfDay> {
    return {
      arrivals: await this.dataSource.query(arrivalsByHourSql, [since, now, timeZone]),
      readings: await this.dataSource.query(readingsByModalitySql, [since]),
      readers: await this.dataSource.query(readersByHourSql, [since, timeZone]),
    };
  }
}

function arrivalsOf(row: ArrivalRow | undefined): Partial<Department> {
  if (!row || row.studies < FEWEST) return {};
  const notStat = row.studies - row.stat;
  return {
    ...(row.hours >= FEWEST_HOURS ? { arrivalsPerHour: row.studies / row.hours } : {}),
    statShare: row.stat / row.studies,
    urgentShare: row.urgent / row.studies,
    ...(notStat > 0 ? { flaggedShare: Math.min(0.9, row.flagged / notStat) } : {}),
  };
}

function readingsOf(row: ReadingRow | undefined): Partial<Department> {
  if (!row || row.readings < FEWEST || row.minutes === null) return {};
  return { readMinutes: row.minutes, readers: Math.max(1, row.readers) };
}
