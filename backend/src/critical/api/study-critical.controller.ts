import {
  calleesSchema,
  criticalResultSchema,
  markCriticalSchema,
  uidSchema,
  type Callees,
  type CriticalResult,
  type MarkCritical,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { CalleesService } from '../callees.service.js';
import { CriticalService } from '../critical.service.js';

@ApiTags('critical')
@Controller('api/v1/studies/:studyUid')
export class StudyCriticalController {
  constructor(
    private readonly critical: CriticalService,
    private readonly callees: CalleesService,
  ) {}

  @Post('critical')
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The finding, marked critical; its time runs')
  async mark(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: markCriticalSchema }) request: MarkCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.critical.mark(studyUid, request, principal);
  }

  @Get('callees')
  @Allow('critical.read')
  @Returns(calleesSchema, 'Whom to call about the study')
  async whom(@Param('studyUid', { schema: uidSchema }) studyUid: string): Promise<Callees> {
    return this.callees.of(studyUid);
  }
}
