import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/index.js';
import { TurnaroundModule } from '../turnaround/index.js';
import { ScheduleController } from './api/schedule.controller.js';
import { DueReports } from './due-reports.js';
import { IssueStore } from './issue-store.js';
import { Issuer } from './issuer.js';
import { IssuesService } from './issues.service.js';
import { ReportRounds } from './listeners/report-rounds.js';
import { ReportDays } from './report-days.js';
import { ReportMaker } from './report-maker.js';
import { ScheduleStore } from './schedule-store.js';
import { SchedulesService } from './schedules.service.js';

@Module({
  imports: [MessagesModule, TurnaroundModule],
  providers: [ScheduleStore, IssueStore, ReportDays, ReportMaker, Issuer],
  exports: [MessagesModule, TurnaroundModule, ScheduleStore, IssueStore, ReportDays, Issuer],
})
class TurnaroundReportModule {}

/** Schedules and reports of dashboards; in the API process. */
@Module({
  imports: [TurnaroundReportModule],
  providers: [IssuesService, SchedulesService],
  controllers: [ScheduleController],
})
export class TurnaroundReportHttpModule {}

/** Makes reports when they are due; in the worker. */
@Module({ imports: [TurnaroundReportModule], providers: [DueReports, ReportRounds] })
export class TurnaroundReportWorkerModule {}
