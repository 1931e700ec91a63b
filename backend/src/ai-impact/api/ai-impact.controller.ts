import {
  aiImpactModelsQuerySchema,
  aiImpactModelsSchema,
  aiImpactQuerySchema,
  aiImpactSchema,
  type AiImpact,
  type AiImpactModels,
  type AiImpactModelsQuery,
  type AiImpactQuery,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { AiImpactService } from '../ai-impact.service.js';

/** For the head of the department. */
@ApiTags('AI impact')
@Controller('api/v1/ai-impact')
export class AiImpactController {
  constructor(private readonly impact: AiImpactService) {}

  @Get('models')
  @Allow('turnaround.read')
  @Returns(aiImpactModelsSchema, 'Models whose results readers were shown in a period')
  async models(
    @Query({ schema: aiImpactModelsQuerySchema }) query: AiImpactModelsQuery,
  ): Promise<AiImpactModels> {
    return this.impact.models(query);
  }

  @Get()
  @Allow('turnaround.read')
  @Returns(aiImpactSchema, 'What a model was worth in a period; ask again while its replay runs')
  async of(@Query({ schema: aiImpactQuerySchema }) query: AiImpactQuery): Promise<AiImpact> {
    return this.impact.of(query);
  }
}
