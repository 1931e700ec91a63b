import {
  pageQuerySchema,
  reportIssuePageSchema,
  reportIssueSchema,
  reportScheduleSchema,
  saveScheduleSchema,
  type PageQuery,
  type ReportIssue,
  type ReportIssuePage,
  type ReportSchedule,
  type SaveSchedule,
} from '@firstread/contract';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { fileName } from '../domain/file-name.js';
import { IssuesService } from '../issues.service.js';
import { SchedulesService } from '../schedules.service.js';

const idSchema = z.uuid();

/** Reports of a dashboard by e-mail. */
@ApiTags('turnaround')
@Controller('api/v1/turnaround/dashboards/:id')
export class ScheduleController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly issues: IssuesService,
  ) {}

  @Get('schedule')
  @Allow('turnaround.read')
  @Returns(reportScheduleSchema)
  async schedule(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportSchedule> {
    return this.schedules.of(id, principal);
  }

  @Put('schedule')
  @Allow('dashboard.write')
  @Returns(reportScheduleSchema)
  async set(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: saveScheduleSchema }) input: SaveSchedule,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportSchedule> {
    return this.schedules.set(id, input, principal);
  }

  @Delete('schedule')
  @HttpCode(204)
  @Allow('dashboard.write')
  async remove(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.schedules.remove(id, principal);
  }

  @Post('schedule/test')
  @Allow('dashboard.write')
  @Returns(reportIssueSchema, 'Of the last whole period, to the address of the caller alone')
  async test(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportIssue> {
    return this.issues.test(id, principal);
  }

  @Get('issues')
  @Allow('turnaround.read')
  @Returns(reportIssuePageSchema, 'Newest first')
  async issued(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportIssuePage> {
    return this.issues.page(id, query, principal);
  }

  @Get('issues/:issueId')
  @Allow('turnaround.read')
  async pdf(
    @Param('id', { schema: idSchema }) id: string,
    @Param('issueId', { schema: idSchema }) issueId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const { period, pdf } = await this.issues.pdf(id, issueId, principal);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `inline; filename="${fileName(period)}"`,
    });
  }
}
