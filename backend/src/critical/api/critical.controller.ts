import {
  acknowledgeCriticalSchema,
  assignCriticalSchema,
  closeCriticalSchema,
  criticalAttemptInputSchema,
  criticalPageSchema,
  criticalQuerySchema,
  criticalResultSchema,
  handOverCriticalSchema,
  withdrawCriticalSchema,
  type AcknowledgeCritical,
  type AssignCritical,
  type CloseCritical,
  type CriticalAttemptInput,
  type CriticalPage,
  type CriticalQuery,
  type CriticalResult,
  type HandOverCritical,
  type WithdrawCritical,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { CriticalService } from '../critical.service.js';
import { CriticalStepsService } from '../critical-steps.service.js';
import { CriticalHandOverService } from '../hand-over.service.js';

const criticalId = { schema: z.uuid() };

@ApiTags('critical')
@Controller('api/v1/critical')
export class CriticalController {
  constructor(
    private readonly critical: CriticalService,
    private readonly steps: CriticalStepsService,
    private readonly handOvers: CriticalHandOverService,
  ) {}

  @Get()
  @Allow('critical.read')
  @Returns(criticalPageSchema, 'Open ones by due time, done ones the latest first')
  async page(@Query({ schema: criticalQuerySchema }) query: CriticalQuery): Promise<CriticalPage> {
    return this.critical.page(query);
  }

  @Get(':id')
  @Allow('critical.read')
  @Returns(criticalResultSchema)
  async one(@Param('id', criticalId) id: string): Promise<CriticalResult> {
    return this.critical.one(id);
  }

  @Post('hand-over')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(z.array(criticalResultSchema), 'What was handed over, in the order of the request')
  async handOver(
    @Body({ schema: handOverCriticalSchema }) request: HandOverCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult[]> {
    return this.handOvers.handOver(request, principal);
  }

  @Post(':id/attempts')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The result with the attempt')
  async attempt(
    @Param('id', criticalId) id: string,
    @Body({ schema: criticalAttemptInputSchema }) request: CriticalAttemptInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.steps.attempt(id, request, principal);
  }

  @Post(':id/acknowledgement')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The result, received, and closed where it was read back')
  async acknowledge(
    @Param('id', criticalId) id: string,
    @Body({ schema: acknowledgeCriticalSchema }) request: AcknowledgeCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.steps.acknowledge(id, request, principal);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The result, closed')
  async close(
    @Param('id', criticalId) id: string,
    @Body({ schema: closeCriticalSchema }) request: CloseCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.steps.close(id, request, principal);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The result, withdrawn')
  async withdraw(
    @Param('id', criticalId) id: string,
    @Body({ schema: withdrawCriticalSchema }) request: WithdrawCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.steps.withdraw(id, request, principal);
  }

  @Post(':id/assignment')
  @HttpCode(200)
  @Allow('critical.write')
  @Returns(criticalResultSchema, 'The result with who sees to it')
  async assign(
    @Param('id', criticalId) id: string,
    @Body({ schema: assignCriticalSchema }) request: AssignCritical,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalResult> {
    return this.steps.assign(id, request, principal);
  }
}
