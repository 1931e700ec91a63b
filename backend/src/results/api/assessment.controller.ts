import {
  assessmentSchema,
  giveAssessmentSchema,
  uidSchema,
  type Assessment,
  type GiveAssessment,
} from '@firstread/contract';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { Assessments } from '../assessments.js';

@ApiTags('studies')
@Controller('api/v1/studies/:studyUid/ai-results')
export class AssessmentController {
  constructor(private readonly assessments: Assessments) {}

  @Post(':runId/assessments')
  @HttpCode(201)
  @Allow('assessment.write')
  @Returns(assessmentSchema, 'What a reader says of a finding of the result')
  async give(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Param('runId', { schema: z.uuid() }) runId: string,
    @Body({ schema: giveAssessmentSchema }) given: GiveAssessment,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Assessment> {
    return this.assessments.give(studyUid, runId, given, principal);
  }
}
