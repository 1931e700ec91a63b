import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Clock, EventLog } from '../platform/index.js';
import { assign } from './domain/assignment.js';
import { LearningSettings } from './learning-settings.service.js';
import { PeerReviewStore } from './peer-review-store.js';
import { ReviewableReports } from './reviewable-reports.js';

/**
 * Draws from the final reports of the week that is over, Monday to Sunday in the site's zone, and gives them to colleagues.
 * Once for each week, however often it is asked.
 */
@Injectable()
export class LearningRounds {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly settings: LearningSettings,
    private readonly store: PeerReviewStore,
    private readonly reports: ReviewableReports,
    private readonly sites: SiteService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** How many reports were given out; none where the week has been drawn, or the department draws none. */
  async drawLastWeek(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const settings = await this.settings.current(manager);
      if (settings.percent === 0) return 0;
      const { timeZone } = await this.sites.current(manager);
      const at = this.clock.now();
      const { week, from, to } = await this.store.lastWeek(manager, at, timeZone);
      const seed = randomUUID();
      if (!(await this.store.begin(manager, { week, seed, at, settings }))) return 0;
      const reports = await this.reports.signedBetween(manager, from, to);
      const reviewIds = await this.store.give(manager, {
        week,
        at,
        reports,
        reviewers: await this.reports.reviewers(),
        assigned: assign(reports, settings, seed),
      });
      if (reviewIds.length > 0) await this.events.append(manager, 'PeerReviewsAssigned', { week, reviewIds });
      return reviewIds.length;
    });
  }
}
