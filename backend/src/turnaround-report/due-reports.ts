import { Injectable, Logger } from '@nestjs/common';
import { DashboardsService } from '../turnaround/index.js';
import { IssueStore } from './issue-store.js';
import { Issuer } from './issuer.js';
import { ReportDays } from './report-days.js';
import { ScheduleStore, type StoredSchedule } from './schedule-store.js';

const WORKER = { actor: 'system:turnaround-report', role: 'system' };

/** Makes what is due. After a standstill the last one of each schedule is made, those before it are not. */
@Injectable()
export class DueReports {
  private readonly logger = new Logger(DueReports.name);

  constructor(
    private readonly schedules: ScheduleStore,
    private readonly issues: IssueStore,
    private readonly issuer: Issuer,
    private readonly dashboards: DashboardsService,
    private readonly days: ReportDays,
  ) {}

  /** Each at most once, however often and by however many this is called. One that fails holds up no other. */
  async issueAll(): Promise<void> {
    for (const schedule of await this.schedules.running()) {
      try {
        await this.issueDue(schedule);
      } catch (error) {
        const problem = (error as Error).message;
        this.logger.error(`Report of ${schedule.dashboardId} not made, will try again: ${problem}`);
      }
    }
  }

  private async issueDue(schedule: StoredSchedule): Promise<void> {
    const { dashboardId, since, owner } = schedule;
    const { at, period } = await this.days.last(schedule);
    if (at < since || (await this.issues.isIssued(dashboardId, period))) return;
    const dashboard = await this.dashboards.byId(dashboardId);
    if (!dashboard) return;
    await this.issuer.issue({
      dashboard,
      period,
      kind: 'scheduled',
      owner,
      recipients: (manager) => this.schedules.recipients(manager, dashboardId),
      by: WORKER,
    });
  }
}
