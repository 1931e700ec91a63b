import type { ReportRhythm } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { siteTime } from '../turnaround/index.js';
import { lastDue, nextDue, wholeBefore, type Due, type Period, type When } from './domain/due.js';

/** When reports are due, seen from now by the clock of the site. */
@Injectable()
export class ReportDays {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  /** Of the site, IANA. */
  async timeZone(): Promise<string> {
    return (await this.sites.current(this.dataSource.manager)).timeZone;
  }

  async last(when: When): Promise<Due> {
    return lastDue(when, this.clock.now(), await this.timeZone());
  }

  async next(when: When): Promise<Due> {
    return nextDue(when, this.clock.now(), await this.timeZone());
  }

  /** The week or month before the one of today. */
  async lastWhole({ every }: ReportRhythm): Promise<Period> {
    return wholeBefore(every, siteTime(this.clock.now(), await this.timeZone()).day);
  }
}
