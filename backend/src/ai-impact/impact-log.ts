import type { DataSource } from 'typeorm';
import { AlertStore } from '../alerts/index.js';
import { MonitoredRuns } from '../governance/index.js';
import { ReadingLog, siteTime, type LoggedReading } from '../turnaround/index.js';
import type { ImpactLog, ModelKey } from './domain/readings.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Results are looked for so long before the period and after it: studies of its last days are read later. */
const MARGIN_MS = 7 * DAY_MS;

/** Of what, and when it is read; the period begins and ends at midnights of the zone. */
export interface WantedLog {
  model: ModelKey;
  from: Date;
  until: Date;
  timeZone: string;
  now: Date;
}

/** What the figures follow from; `leftOut`: waits that no figure counts. */
export async function readImpactLog(
  dataSource: DataSource,
  { model, from, until, timeZone, now }: WantedLog,
): Promise<{ log: ImpactLog; leftOut: number }> {
  const reading = new ReadingLog(dataSource);
  const { readings, leftOut } = await reading.readings(from, until, timeZone);
  const lastRead = lastOf(readings, until);
  const uids = new Set(readings.map(({ studyUid }) => studyUid));
  const runs = await new MonitoredRuns(dataSource).shownBetween(
    new Date(from.getTime() - MARGIN_MS),
    new Date(lastRead + MARGIN_MS),
    model,
  );
  const log: ImpactLog = {
    from,
    until,
    now,
    readings,
    runs: runs.filter(({ studyUid }) => uids.has(studyUid)),
    acts: await reading.acts(from, new Date(lastRead + 1)),
    alerts: await new AlertStore(dataSource).raisedBetween(from, until),
    hoursOfWeek: hoursOfWeek(from, until, timeZone),
  };
  return { log, leftOut };
}

/** When the last of them was read, not before the end of the period. */
function lastOf(readings: readonly LoggedReading[], until: Date): number {
  return readings.reduce(
    (last, { reportedAt, openedAt }) => Math.max(last, (reportedAt ?? openedAt)?.getTime() ?? 0),
    until.getTime(),
  );
}

/** The period begins at a midnight, so its hours are those of the clock on the wall. */
function hoursOfWeek(from: Date, until: Date, timeZone: string): number[] {
  const hours = Math.round((until.getTime() - from.getTime()) / HOUR_MS);
  return Array.from({ length: hours }, (_, at) => {
    const { weekday, hour } = siteTime(new Date(from.getTime() + at * HOUR_MS), timeZone);
    return weekday * 24 + hour;
  });
}
