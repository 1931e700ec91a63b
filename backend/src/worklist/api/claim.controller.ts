import {
  askClaimSchema,
  endClaimSchema,
  heldStudySchema,
  uidSchema,
  worklistItemSchema,
  type AskClaim,
  type EndClaim,
  type HeldStudy,
  type WorklistItem,
} from '@firstread/contract';
import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ClaimsService } from '../claims.service.js';

@ApiTags('worklist')
@Controller('api/v1/worklist/:studyUid/claim')
export class ClaimController {
  constructor(private readonly claims: ClaimsService) {}

  @Put()
  @Allow('worklist.claim')
  @Returns(heldStudySchema, 'The study, which the caller holds')
  async ask(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: askClaimSchema }) request: AskClaim,
    @CurrentPrincipal() principal: Principal,
  ): Promise<HeldStudy> {
    return this.claims.ask(studyUid, request, principal);
  }

  @Delete()
  @Allow('worklist.claim')
  @Returns(worklistItemSchema, 'The study, which is free')
  async release(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: endClaimSchema }) { token }: EndClaim,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistItem> {
    return this.claims.release(studyUid, token, principal);
  }
}
