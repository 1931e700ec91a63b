import {
  endHoldSchema,
  placeHoldSchema,
  uidSchema,
  undoneHoldSchema,
  worklistItemSchema,
  type EndHold,
  type PlaceHold,
  type UndoneHold,
  type WorklistItem,
} from '@firstread/contract';
import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { HoldsService } from '../holds.service.js';

@ApiTags('worklist')
@Controller('api/v1/worklist/:studyUid/hold')
@Allow('worklist.claim')
export class HoldController {
  constructor(private readonly holds: HoldsService) {}

  @Put()
  @Returns(worklistItemSchema, 'The study, which is on hold and free')
  async place(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: placeHoldSchema }) request: PlaceHold,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistItem> {
    return this.holds.place(studyUid, request, principal);
  }

  @Delete()
  @Returns(worklistItemSchema, 'The study, which is not on hold')
  async end(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: endHoldSchema }) request: EndHold,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistItem> {
    return this.holds.end(studyUid, request, principal);
  }

  @Post('undo')
  @HttpCode(200)
  @Returns(undoneHoldSchema, 'The study as it was before the caller placed or ended its hold')
  async undo(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<UndoneHold> {
    return this.holds.undo(studyUid, principal);
  }
}
