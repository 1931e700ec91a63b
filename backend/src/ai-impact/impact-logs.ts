import type { AiImpactQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AlertStore } from '../alerts/index.js';
import { MonitoredRuns } from '../governance/index.js';
import { SiteService } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { dayAfter, ReadingLog, siteTime, startOfDay } from '../turnaround/index.js';
import type { ImpactLog } from './domain/readings.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Results are looked for so long before the period and after it: studies of its last days are read later. */
const MARGIN_MS = 7 * DAY_MS;

const MARK = `
select concat_ws(' ', (select transaction::text || '/' || id from event_cursor where consumer = 'turnaround'),
                 (select max(ordinal) from assessment),
                 (select count(*) from study_timeline where stale)) as mark,
       exists (select from study_timeline where stale) as behind`;

export type Period = Pick<AiImpactQuery, 'from' | 'to'>;

/** Reads what the figures follow from. */
@Injectable()
export class ImpactLogs {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: ReadingLog,
    private readonly runs: MonitoredRuns,
    private readonly alerts: AlertStore,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  /** How far the log has come, as a word that changes with it, and whether something waits to be counted. */
  async mark(): Promise<{ mark: string; behind: boolean }> {
    const [row] = await this.dataSource.query<{ mark: string; behind: boolean }[]>(MARK);
    return row ?? { mark: '', behind: false };
  }

  /** `leftOut`: waits that no figure counts. */
  async of(period: Period): Promise<{ log: ImpactLog; leftOut: number }> {
    const timeZone = await this.timeZone();
    const { from, until } = instantsOf(period, timeZone);
    const { readings, leftOut } = await this.log.readings(from, until, timeZone);
    const lastRead = Math.max(until.getTime(), ...readings.slice(-1).map(() => latest(readings)));
    const [since, to] = [new Date(from.getTime() - MARGIN_MS), new Date(lastRead + MARGIN_MS)];
    const uids = new Set(readings.map(({ studyUid }) => studyUid));
    const runs = await this.runs.shownBetween(since, to, timeZone);
    const log: ImpactLog = {
      from,
      until,
      now: this.clock.now(),
      readings,
      runs: runs.filter(({ studyUid }) => uids.has(studyUid)),
      acts: await this.log.acts(from, new Date(lastRead + 1)),
      alerts: await this.alerts.raisedBetween(from, until),
      hoursOfWeek: hoursOfWeek(from, until, timeZone),
    };
    return { log, leftOut };
  }

  /** Versions whose results readers were shown in a period. */
  async versions(period: Period) {
    const { from, until } = instantsOf(period, await this.timeZone());
    return this.runs.versionsShown(from, until);
  }

  private async timeZone(): Promise<string> {
    return (await this.sites.current(this.dataSource.manager)).timeZone;
  }
}

function instantsOf({ from, to }: Period, timeZone: string): { from: Date; until: Date } {
  return { from: startOfDay(from, timeZone), until: startOfDay(dayAfter(to), timeZone) };
}

function latest(readings: readonly { reportedAt: Date | null; openedAt: Date | null }[]): number {
  return readings.reduce(
    (last, { reportedAt, openedAt }) => Math.max(last, (reportedAt ?? openedAt)?.getTime() ?? 0),
    0,
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
