import {
  giveVerdictSchema,
  uidSchema,
  verdictSchema,
  type GiveVerdict,
  type Verdict,
} from '@firstread/contract';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { Verdicts } from '../verdicts.js';

@ApiTags('studies')
@Controller('api/v1/studies/:studyUid/ai-results')
export class VerdictController {
  constructor(private readonly verdicts: Verdicts) {}

  @Put(':runId/verdict')
  @Allow('verdict.write')
  @Returns(verdictSchema, 'What a reader says of the result')
  async give(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Param('runId', { schema: z.uuid() }) runId: string,
    @Body({ schema: giveVerdictSchema }) verdict: GiveVerdict,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Verdict> {
    return this.verdicts.give(studyUid, runId, verdict, principal);
  }
}
