import {
  reportChecksSchema,
  reportSchema,
  saveDraftSchema,
  savedDraftSchema,
  signReportSchema,
  startReportSchema,
  studyReportSchema,
  uidSchema,
  type Report,
  type ReportChecks,
  type SaveDraft,
  type SavedDraft,
  type SignReport,
  type StartReport,
  type StudyReport,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ReportPapers } from '../document/report-papers.js';
import { DraftsService } from '../drafts.service.js';
import { Signatures } from '../signatures.service.js';
import { StudyReports } from '../study-reports.js';

const studyUid = { schema: uidSchema };

/** The report of a study has the address of the study: whoever writes, reads or signs says which one they mean. */
@ApiTags('reports')
@Controller('api/v1/studies/:studyUid/report')
export class ReportController {
  constructor(
    private readonly reports: StudyReports,
    private readonly drafts: DraftsService,
    private readonly signatures: Signatures,
    private readonly papers: ReportPapers,
  ) {}

  @Get()
  @Allow('report.read')
  @Returns(studyReportSchema)
  async read(
    @Param('studyUid', studyUid) uid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StudyReport> {
    return this.reports.of(uid, principal);
  }

  @Post()
  @HttpCode(200)
  @Allow('report.write')
  @Returns(reportSchema, 'The report; the one that there was, where the study had one')
  async start(
    @Param('studyUid', studyUid) uid: string,
    @Body({ schema: startReportSchema }) request: StartReport,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Report> {
    return this.drafts.start(uid, request, principal);
  }

  @Put('draft')
  @Allow('report.write')
  @Returns(savedDraftSchema)
  async save(
    @Param('studyUid', studyUid) uid: string,
    @Body({ schema: saveDraftSchema }) request: SaveDraft,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SavedDraft> {
    return this.drafts.save(uid, request, principal);
  }

  @Delete('draft')
  @Allow('report.write')
  @Returns(reportSchema, 'The report, without the addendum that was not signed')
  async discardAddendum(
    @Param('studyUid', studyUid) uid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Report> {
    return this.drafts.discardAddendum(uid, principal);
  }

  @Post('author')
  @HttpCode(200)
  @Allow('report.write')
  @Returns(reportSchema, 'The report, which the caller writes now')
  async takeOver(
    @Param('studyUid', studyUid) uid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Report> {
    return this.drafts.takeOver(uid, principal);
  }

  @Post('addendum')
  @HttpCode(200)
  @Allow('report.write')
  @Returns(reportSchema, 'The report, with an addendum to be written')
  async add(
    @Param('studyUid', studyUid) uid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Report> {
    return this.drafts.add(uid, principal);
  }

  @Get('checks')
  @Allow('report.read')
  @Returns(reportChecksSchema, 'What a signer must have seen')
  async checks(@Param('studyUid', studyUid) uid: string): Promise<ReportChecks> {
    return this.signatures.checks(uid);
  }

  @Post('signatures')
  @HttpCode(200)
  @Allow('report.sign')
  @Returns(reportSchema, 'The report, signed')
  async sign(
    @Param('studyUid', studyUid) uid: string,
    @Body({ schema: signReportSchema }) request: SignReport,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Report> {
    return this.signatures.sign(uid, request, principal);
  }

  @Get('versions/:version/pdf')
  @Allow('report.read')
  async pdf(
    @Param('studyUid', studyUid) uid: string,
    @Param('version', { schema: z.coerce.number().int().min(1).max(10_000) }) version: number,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.papers.pdf(uid, version), {
      type: 'application/pdf',
      disposition: `inline; filename="report-${version}.pdf"`,
    });
  }
}
