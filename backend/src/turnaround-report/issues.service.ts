import type { PageQuery, ReportIssue, ReportIssuePage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { actorOf, type Principal } from '../identity/index.js';
import { DeliveryStore } from '../messages/index.js';
import { notFound } from '../platform/index.js';
import { DashboardsService } from '../turnaround/index.js';
import { IssueStore, type IssuedPdf, type StoredIssue } from './issue-store.js';
import { Issuer } from './issuer.js';
import { ReportDays } from './report-days.js';
import { ScheduleStore } from './schedule-store.js';

/** Reports that were made, for whoever has their dashboard. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly dashboards: DashboardsService,
    private readonly schedules: ScheduleStore,
    private readonly issues: IssueStore,
    private readonly issuer: Issuer,
    private readonly deliveries: DeliveryStore,
    private readonly days: ReportDays,
  ) {}

  /** Whether there is a mail server. */
  get areSent(): boolean {
    return this.issuer.sends;
  }

  async last(dashboardId: string): Promise<ReportIssue | null> {
    const { issues } = await this.issues.page(dashboardId, { limit: 1 });
    return (await this.withDeliveries(issues))[0] ?? null;
  }

  /** Throws 404 where the caller has no such dashboard, as all of these do. */
  async page(dashboardId: string, query: PageQuery, by: Principal): Promise<ReportIssuePage> {
    await this.dashboards.one(dashboardId, by);
    const { issues, next } = await this.issues.page(dashboardId, query);
    return { issues: await this.withDeliveries(issues), next };
  }

  /** Throws 404 where there is no such issue. */
  async pdf(dashboardId: string, issueId: string, by: Principal): Promise<IssuedPdf> {
    await this.dashboards.one(dashboardId, by);
    const issued = await this.issues.pdf(issueId, dashboardId);
    if (!issued) throw notFound('Report', issueId);
    return issued;
  }

  /** Of the last whole period, now, and to the caller alone. Throws 404 where no schedule is set. */
  async test(dashboardId: string, by: Principal): Promise<ReportIssue> {
    const dashboard = await this.dashboards.one(dashboardId, by);
    const schedule = await this.schedules.of(dashboardId);
    if (!schedule) throw notFound('Schedule of', dashboardId);
    const issue = await this.issuer.issue({
      dashboard,
      period: await this.days.lastWhole(schedule.rhythm),
      kind: 'test',
      owner: by.displayName,
      recipients: async () => (by.email === null ? [] : [by.email]),
      by: { actor: actorOf(by), role: by.role },
    });
    if (!issue) throw notFound('Schedule of', dashboardId);
    return { ...issue, undelivered: 0 };
  }

  private async withDeliveries(issues: readonly StoredIssue[]): Promise<ReportIssue[]> {
    const undelivered = await this.deliveries.undelivered(issues.map(({ id }) => id));
    return issues.map((issue) => ({ ...issue, undelivered: undelivered.get(issue.id) ?? 0 }));
  }
}
