import {
  discrepancySchema,
  emergencyInterpretationInputSchema,
  emergencyInterpretationSchema,
  gradeDiscrepancySchema,
  uidSchema,
  type Discrepancy,
  type EmergencyInterpretation,
  type EmergencyInterpretationInput,
  type GradeDiscrepancy,
} from '@firstread/contract';
import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { SecondOpinions } from '../second-opinions.service.js';

/** Who is an attending is known to reports, so discrepancies are graded here. */
@ApiTags('discrepancies')
@Controller('api/v1')
export class GradingController {
  constructor(private readonly opinions: SecondOpinions) {}

  @Post('studies/:studyUid/emergency-interpretation')
  @HttpCode(200)
  @Allow('emergency.interpret')
  @Returns(emergencyInterpretationSchema, 'What the emergency department said')
  async emergency(
    @Param('studyUid', { schema: uidSchema }) uid: string,
    @Body({ schema: emergencyInterpretationInputSchema }) input: EmergencyInterpretationInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<EmergencyInterpretation> {
    return this.opinions.emergencySays(uid, input, principal);
  }

  @Put('discrepancies/:id/grade')
  @Allow('discrepancy.grade')
  @Returns(discrepancySchema, 'The discrepancy, graded')
  async grade(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: gradeDiscrepancySchema }) request: GradeDiscrepancy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Discrepancy> {
    return this.opinions.grade(id, request, principal);
  }
}
