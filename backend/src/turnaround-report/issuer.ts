import type { Dashboard, ReportIssue } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService, type AuditRecord } from '../audit/index.js';
import { DeliveryStore, Doors } from '../messages/index.js';
import { Clock } from '../platform/index.js';
import type { Period } from './domain/due.js';
import { IssueStore, type StoredIssue } from './issue-store.js';
import { ReportMaker } from './report-maker.js';

export interface Order {
  dashboard: Dashboard;
  period: Period;
  kind: ReportIssue['kind'];
  /** Who set the schedule, or asks for a test. */
  owner: string;
  /** Asked in the transaction; undefined where it is not to be made any more. */
  recipients: (manager: EntityManager) => Promise<string[] | undefined>;
  by: Pick<AuditRecord, 'actor' | 'role'>;
}

/** Makes a report, and puts it into the outbox. */
@Injectable()
export class Issuer {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly maker: ReportMaker,
    private readonly issues: IssueStore,
    private readonly deliveries: DeliveryStore,
    private readonly doors: Doors,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Whether there is a mail server. */
  get sends(): boolean {
    return this.doors.mailServer !== undefined;
  }

  /**
   * Issue, messages and audit line come together or not at all. Undefined where it was issued before, or is not wanted any
   * more. Without a mail server it is made and not sent.
   */
  async issue({ dashboard, period, kind, owner, recipients, by }: Order): Promise<StoredIssue | undefined> {
    const issuedAt = this.clock.now();
    const pdf = await this.maker.pdf({ dashboard, period, owner, made: issuedAt });
    return this.dataSource.transaction(async (manager) => {
      const wanted = await recipients(manager);
      if (!wanted) return undefined;
      const to = this.sends ? wanted : [];
      const dashboardId = dashboard.id;
      const issue = await this.issues.add(manager, {
        dashboardId,
        kind,
        period,
        issuedAt,
        recipients: to.length,
        pdf,
      });
      if (!issue) return undefined;
      const about = { topic: 'turnaroundReport', id: issue.id, since: issuedAt } as const;
      const targets = to.map((address) => ({ kind: 'email', address }) as const);
      await this.deliveries.plan(manager, about, 'recipient', targets, issuedAt);
      await this.audit.record(manager, {
        ...by,
        action: 'dashboard.write',
        outcome: 'success',
        detail: `${dashboardId} reported, ${kind}, ${period.from} to ${period.to}, to ${to.length}`,
      });
      return issue;
    });
  }
}
