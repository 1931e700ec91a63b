import {
  turnaroundChangesQuerySchema,
  turnaroundChangesSchema,
  turnaroundExportQuerySchema,
  turnaroundQuerySchema,
  turnaroundSchema,
  turnaroundStudiesQuerySchema,
  turnaroundStudyPageSchema,
  turnaroundSurvivalQuerySchema,
  turnaroundSurvivalSchema,
  type Turnaround,
  type TurnaroundChanges as Changes,
  type TurnaroundChangesQuery,
  type TurnaroundExportQuery,
  type TurnaroundQuery,
  type TurnaroundStudiesQuery,
  type TurnaroundStudyPage,
  type TurnaroundSurvival,
  type TurnaroundSurvivalQuery,
} from '@firstread/contract';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { TurnaroundExport } from '../turnaround-export.js';
import { TurnaroundChanges } from '../turnaround-changes.js';
import { TurnaroundService } from '../turnaround.service.js';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;

/** For the head of the department. */
@ApiTags('turnaround')
@Controller('api/v1/turnaround')
export class TurnaroundController {
  constructor(
    private readonly turnaround: TurnaroundService,
    private readonly changes: TurnaroundChanges,
    private readonly exports: TurnaroundExport,
  ) {}

  @Get()
  @Allow('turnaround.read')
  @Returns(turnaroundSchema, 'How long a stage takes, by groups')
  async figures(@Query({ schema: turnaroundQuerySchema }) query: TurnaroundQuery): Promise<Turnaround> {
    return this.turnaround.figures(query);
  }

  @Get('survival')
  @Allow('turnaround.read')
  @Returns(turnaroundSurvivalSchema, 'What share of a stage is still open after how long')
  async survival(
    @Query({ schema: turnaroundSurvivalQuerySchema }) query: TurnaroundSurvivalQuery,
  ): Promise<TurnaroundSurvival> {
    return this.turnaround.survival(query);
  }

  @Get('changes')
  @Allow('turnaround.read')
  @Returns(turnaroundChangesSchema, 'Changes of models and rules in a period')
  async changesBetween(
    @Query({ schema: turnaroundChangesQuerySchema }) query: TurnaroundChangesQuery,
  ): Promise<Changes> {
    return { changes: await this.changes.between(query) };
  }

  @Get('studies')
  @Allow('turnaround.read')
  @Returns(turnaroundStudyPageSchema, 'The studies behind a figure')
  async studies(
    @Query({ schema: turnaroundStudiesQuerySchema }) query: TurnaroundStudiesQuery,
  ): Promise<TurnaroundStudyPage> {
    return this.turnaround.studies(query);
  }

  @Get('export')
  @Allow('turnaround.export')
  async export(
    @Query({ schema: turnaroundExportQuerySchema }) query: TurnaroundExportQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const { of, stage, from, to, format } = query;
    return new StreamableFile(await this.exports.file(query, principal), {
      type: MEDIA_TYPES[format],
      disposition: `attachment; filename="turnaround-${stage}-${of}-${from}-${to}.${format}"`,
    });
  }
}
