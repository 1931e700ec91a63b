import {
  reportAuthorsSchema,
  reportListQuerySchema,
  reportListSchema,
  reportMacroInputSchema,
  reportMacroSchema,
  reportMacrosSchema,
  reportTemplateInputSchema,
  reportTemplateSchema,
  reportTemplatesSchema,
  setGradeSchema,
  type ReportAuthors,
  type ReportList,
  type ReportListQuery,
  type ReportMacro,
  type ReportMacroInput,
  type ReportMacros,
  type ReportTemplate,
  type ReportTemplateInput,
  type ReportTemplates,
  type SetGrade,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { GradesService } from '../grades.service.js';
import { MacrosService } from '../macros.service.js';
import { ReportViews } from '../report-views.js';
import { TemplatesService } from '../templates.service.js';

const id = { schema: z.uuid() };

/** What reports are written with, and which wait. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportKitController {
  constructor(
    private readonly views: ReportViews,
    private readonly templateService: TemplatesService,
    private readonly macroService: MacrosService,
    private readonly grades: GradesService,
  ) {}

  @Get()
  @Allow('report.read')
  @Returns(reportListSchema)
  async list(
    @Query({ schema: reportListQuerySchema }) query: ReportListQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportList> {
    return { reports: await this.views.list(query, principal) };
  }

  @Get('templates')
  @Allow('report.kit')
  @Returns(reportTemplatesSchema)
  async templates(): Promise<ReportTemplates> {
    return this.templateService.all();
  }

  @Put('templates/:id')
  @Allow('report.manage')
  @Returns(reportTemplateSchema, 'The new version')
  async saveTemplate(
    @Param('id', id) templateId: string,
    @Body({ schema: reportTemplateInputSchema }) input: ReportTemplateInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportTemplate> {
    return this.templateService.save(templateId, input, principal);
  }

  @Get('macros')
  @Allow('report.kit')
  @Returns(reportMacrosSchema)
  async macros(@CurrentPrincipal() principal: Principal): Promise<ReportMacros> {
    return this.macroService.of(principal);
  }

  @Put('macros/:id')
  @Allow('report.macro')
  @Returns(reportMacroSchema)
  async saveMacro(
    @Param('id', id) macroId: string,
    @Body({ schema: reportMacroInputSchema }) input: ReportMacroInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportMacro> {
    return this.macroService.save(macroId, input, principal);
  }

  @Delete('macros/:id')
  @HttpCode(204)
  @Allow('report.macro')
  async deleteMacro(
    @Param('id', id) macroId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.macroService.delete(macroId, principal);
  }

  @Get('authors')
  @Allow('report.kit')
  @Returns(reportAuthorsSchema)
  async authors(): Promise<ReportAuthors> {
    return this.grades.all();
  }

  @Put('authors/:id/grade')
  @Allow('report.manage')
  @Returns(reportAuthorsSchema)
  async setGrade(
    @Param('id', id) readerId: string,
    @Body({ schema: setGradeSchema }) { grade }: SetGrade,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReportAuthors> {
    return this.grades.set(readerId, grade, principal);
  }
}
