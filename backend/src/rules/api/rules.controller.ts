import {
  proposeRulesSchema,
  revertRulesSchema,
  ruleProposalSchema,
  rulesInForceSchema,
  ruleVersionSchema,
  type ProposeRules,
  type RevertRules,
  type RuleProposal,
  type RulesInForce,
  type RuleVersion,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { RuleBook } from '../rule-book.js';

const idSchema = z.uuid();

@ApiTags('rules')
@Controller('api/v1/rules')
export class RulesController {
  constructor(private readonly rules: RuleBook) {}

  @Get()
  @Allow('rules.read')
  @Returns(rulesInForceSchema, 'The rules in force, those that wait for a second person, and earlier ones')
  async inForce(): Promise<RulesInForce> {
    return this.rules.inForce();
  }

  @Post('proposals')
  @Allow('rules.write')
  @Returns(ruleProposalSchema, 'The proposal, which waits for a second person')
  async propose(
    @Body({ schema: proposeRulesSchema }) proposal: ProposeRules,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RuleProposal> {
    return this.rules.propose(proposal, principal);
  }

  @Post('proposals/:id/approval')
  @HttpCode(200)
  @Allow('rules.write')
  @Returns(ruleVersionSchema, 'The rules now in force')
  async approve(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RuleVersion> {
    return this.rules.approve(id, principal);
  }

  @Delete('proposals/:id')
  @HttpCode(204)
  @Allow('rules.write')
  async dismiss(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.rules.dismiss(id, principal);
  }

  @Post('reversion')
  @HttpCode(200)
  @Allow('rules.write')
  @Returns(ruleVersionSchema, 'The rules now in force')
  async revert(
    @Body({ schema: revertRulesSchema }) request: RevertRules,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RuleVersion> {
    return this.rules.revert(request, principal);
  }
}
