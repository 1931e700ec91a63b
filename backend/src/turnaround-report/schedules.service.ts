import type { ReportSchedule, SaveSchedule } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, notFound } from '../platform/index.js';
import { DashboardsService } from '../turnaround/index.js';
import { IssuesService } from './issues.service.js';
import { ReportDays } from './report-days.js';
import { ScheduleStore } from './schedule-store.js';

/** When dashboards go out by e-mail. Whoever has a dashboard may say so. */
@Injectable()
export class SchedulesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly schedules: ScheduleStore,
    private readonly dashboards: DashboardsService,
    private readonly issues: IssuesService,
    private readonly days: ReportDays,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Throws 404 where the caller has no such dashboard, as all of these do. */
  async of(dashboardId: string, by: Principal): Promise<ReportSchedule> {
    await this.dashboards.one(dashboardId, by);
    const [stored, last, timeZone] = await Promise.all([
      this.schedules.of(dashboardId),
      this.issues.last(dashboardId),
      this.days.timeZone(),
    ]);
    const common = { mailServer: this.issues.areSent, timeZone, last };
    if (!stored) return { ...common, schedule: null, owner: null, nextAt: null };
    const { rhythm, hour, recipients, on, owner } = stored;
    const nextAt = on ? (await this.days.next(stored)).at.toISOString() : null;
    return { ...common, schedule: { rhythm, hour, recipients, on }, owner, nextAt };
  }

  async set(dashboardId: string, input: SaveSchedule, by: Principal): Promise<ReportSchedule> {
    await this.dashboards.one(dashboardId, by);
    await this.dataSource.transaction(async (manager) => {
      await this.schedules.put(manager, dashboardId, input, by.displayName, this.clock.now());
      const { rhythm, recipients, on } = input;
      await this.record(
        manager,
        by,
        `${dashboardId} by e-mail every ${rhythm.every} to ${recipients.length}, ${on ? 'on' : 'off'}`,
      );
    });
    return this.of(dashboardId, by);
  }

  /** With what was issued; what is in the outbox is not sent any more. Throws 404 where there is no schedule. */
  async remove(dashboardId: string, by: Principal): Promise<void> {
    await this.dashboards.one(dashboardId, by);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.schedules.remove(manager, dashboardId))) throw notFound('Schedule of', dashboardId);
      await this.record(manager, by, `${dashboardId} by e-mail no more`);
    });
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'dashboard.write',
      outcome: 'success',
      detail,
    });
  }
}
