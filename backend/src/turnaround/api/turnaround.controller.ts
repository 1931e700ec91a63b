import {
  turnaroundQuerySchema,
  turnaroundSchema,
  turnaroundStudiesQuerySchema,
  turnaroundStudyPageSchema,
  type Turnaround,
  type TurnaroundQuery,
  type TurnaroundStudiesQuery,
  type TurnaroundStudyPage,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { TurnaroundService } from '../turnaround.service.js';

/** For the head of the department. */
@ApiTags('turnaround')
@Controller('api/v1/turnaround')
export class TurnaroundController {
  constructor(private readonly turnaround: TurnaroundService) {}

  @Get()
  @Allow('turnaround.read')
  @Returns(turnaroundSchema, 'How long a stage takes, by groups')
  async figures(@Query({ schema: turnaroundQuerySchema }) query: TurnaroundQuery): Promise<Turnaround> {
    return this.turnaround.figures(query);
  }

  @Get('studies')
  @Allow('turnaround.read')
  @Returns(turnaroundStudyPageSchema, 'The studies behind a figure')
  async studies(
    @Query({ schema: turnaroundStudiesQuerySchema }) query: TurnaroundStudiesQuery,
  ): Promise<TurnaroundStudyPage> {
    return this.turnaround.studies(query);
  }
}
