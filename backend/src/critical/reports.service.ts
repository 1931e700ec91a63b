import type { CriticalReport, CriticalReportQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, SiteService, type Principal } from '../identity/index.js';
import { csvOf } from '../platform/index.js';
import { CriticalStore } from './critical-store.js';
import { CriticalViews } from './critical-views.js';
import { REPORT_HEAD, reportLine, reportOf } from './domain/report.js';

/** Every critical result of a period, as an inspector asks for them. Each look is in the audit trail. */
@Injectable()
export class CriticalReportsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: CriticalStore,
    private readonly views: CriticalViews,
    private readonly sites: SiteService,
    private readonly audit: AuditService,
  ) {}

  async report({ from, to }: CriticalReportQuery, by: Principal): Promise<CriticalReport> {
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    const results = await this.store.identifiedBetween(from, to, timeZone);
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'critical.report',
      outcome: 'success',
      detail: `${from} to ${to}: ${results.length} results`,
    });
    return reportOf(await this.views.of(results));
  }

  async csv(query: CriticalReportQuery, by: Principal): Promise<string> {
    const { results } = await this.report(query, by);
    return csvOf(REPORT_HEAD, results.map(reportLine));
  }
}
