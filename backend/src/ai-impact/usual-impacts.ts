import { usualImpactPeriod } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { MonitoredRuns } from '../governance/index.js';
import { SiteService } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { instantsOf, siteTime } from '../turnaround/index.js';
import { AnswerStore } from './answer-store.js';

/** Has answers to what the page asks at first made before anybody asks. */
@Injectable()
export class UsualImpacts {
  private lastDay = '';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly answers: AnswerStore,
    private readonly runs: MonitoredRuns,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  /** Once a day at the site; by several workers as well as by one, since a question stands in line once. */
  async want(): Promise<void> {
    const now = this.clock.now();
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const { day } = siteTime(now, timeZone);
    if (day === this.lastDay) return;
    const period = usualImpactPeriod(day);
    const { from, until } = instantsOf(period, timeZone);
    await this.answers.wantAhead(await this.runs.versionsShown(from, until), period, now);
    await this.answers.dropOld(now);
    this.lastDay = day;
  }
}
