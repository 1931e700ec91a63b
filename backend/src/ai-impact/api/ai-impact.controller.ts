import {
  aiImpactAnswerSchema,
  aiImpactModelsQuerySchema,
  aiImpactModelsSchema,
  aiImpactQuerySchema,
  type AiImpactAnswer,
  type AiImpactModels,
  type AiImpactModelsQuery,
  type AiImpactQuery,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
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
  @Returns(aiImpactAnswerSchema, 'What a model was worth in a period, or how far its making is: ask again')
  async of(@Query({ schema: aiImpactQuerySchema }) query: AiImpactQuery): Promise<AiImpactAnswer> {
    return this.impact.of(query);
  }

  @Post()
  @HttpCode(202)
  @Allow('turnaround.read')
  @Returns(aiImpactAnswerSchema, 'Has it made anew')
  async again(@Body({ schema: aiImpactQuerySchema }) query: AiImpactQuery): Promise<AiImpactAnswer> {
    return this.impact.again(query);
  }
}
