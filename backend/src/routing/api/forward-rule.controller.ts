import {
  forwardRuleChangeSchema,
  forwardRuleInputSchema,
  forwardRuleListSchema,
  forwardRuleSchema,
  versionQuerySchema,
  type ForwardRule,
  type ForwardRuleChange,
  type ForwardRuleInput,
  type ForwardRuleList,
  type VersionQuery,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ForwardRuleService } from '../forward-rule.service.js';

const idSchema = z.uuid();

@ApiTags('routing')
@Controller('api/v1/forward-rules')
export class ForwardRuleController {
  constructor(private readonly rules: ForwardRuleService) {}

  @Get()
  @Allow('routing.read')
  @Returns(forwardRuleListSchema, 'Every rule, by name')
  async list(): Promise<ForwardRuleList> {
    return { rules: await this.rules.list() };
  }

  @Post()
  @Allow('routing.write')
  @Returns(forwardRuleSchema)
  async create(
    @Body({ schema: forwardRuleInputSchema }) input: ForwardRuleInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ForwardRule> {
    return this.rules.create(input, principal);
  }

  @Put(':id')
  @Allow('routing.write')
  @Returns(forwardRuleSchema)
  async change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: forwardRuleChangeSchema }) change: ForwardRuleChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ForwardRule> {
    return this.rules.change(id, change, principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('routing.write')
  async remove(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: versionQuerySchema }) { expectedVersion }: VersionQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.rules.remove(id, expectedVersion, principal);
  }
}
