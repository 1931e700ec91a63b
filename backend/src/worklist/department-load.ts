import type { Department } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { TriageFacts } from '../triage/index.js';
import { arrivalsSql, profilesSql, readingsSql } from './department-load.query.sql.js';

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
