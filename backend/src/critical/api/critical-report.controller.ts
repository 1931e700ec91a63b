import {
  criticalReportQuerySchema,
  criticalReportSchema,
  type CriticalReport,
  type CriticalReportQuery,
} from '@firstread/contract';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { CriticalReportsService } from '../reports.service.js';

@ApiTags('critical')
@Controller('api/v1/critical')
@Allow('critical.report')
export class CriticalReportController {
  constructor(private readonly reports: CriticalReportsService) {}

  @Get('report')
  @Returns(criticalReportSchema, 'Every result whose finding was seen in the period')
  async report(
    @Query({ schema: criticalReportQuerySchema }) query: CriticalReportQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalReport> {
    return this.reports.report(query, principal);
  }

  @Get('report.csv')
  async csv(
    @Query({ schema: criticalReportQuerySchema }) query: CriticalReportQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const text = await this.reports.csv(query, principal);
    return new StreamableFile(Buffer.from(text), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="critical-results-${query.from}-${query.to}.csv"`,
    });
  }
}
