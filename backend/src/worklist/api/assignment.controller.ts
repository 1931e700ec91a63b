import {
  handOverSchema,
  heldStudySchema,
  nextStudySchema,
  skippedSchema,
  skipSchema,
  uidSchema,
  unskippedSchema,
  upcomingStudySchema,
  worklistItemSchema,
  type HandOver,
  type HeldStudy,
  type NextStudy,
  type Skip,
  type Skipped,
  type Unskipped,
  type UpcomingStudy,
  type WorklistItem,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { HandOverService } from '../hand-over.service.js';
import { NextStudyService } from '../next-study.service.js';
import { SkipsService } from '../skips.service.js';

@ApiTags('worklist')
@Controller('api/v1/worklist')
@Allow('worklist.claim')
export class AssignmentController {
  constructor(
    private readonly nextStudy: NextStudyService,
    private readonly skips: SkipsService,
    private readonly handOvers: HandOverService,
  ) {}

  @Post('next')
  @HttpCode(200)
  @Returns(nextStudySchema, 'The first study in reading order for the caller, who holds it')
  async next(@CurrentPrincipal() principal: Principal): Promise<NextStudy> {
    return this.nextStudy.next(principal);
  }

  @Get('next')
  @Allow('worklist.read')
  @Returns(upcomingStudySchema, 'The study that the caller would be given besides `open`; nothing is claimed')
  async upcoming(
    @Query('open', { schema: uidSchema }) open: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<UpcomingStudy> {
    return this.nextStudy.upcoming(principal, open);
  }

  @Post(':studyUid/skip')
  @HttpCode(200)
  @Returns(skippedSchema, 'The study, which is free and not offered to the caller for a while')
  async skip(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: skipSchema }) skip: Skip,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Skipped> {
    return this.skips.skip(studyUid, skip, principal);
  }

  @Delete(':studyUid/skip')
  @Returns(unskippedSchema, 'The study, which the caller holds again where they did and it is free')
  async undoSkip(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Unskipped> {
    return this.skips.undo(studyUid, principal);
  }

  @Put(':studyUid/claim/holder')
  @Returns(worklistItemSchema, 'The study, which the named reader holds')
  async handOver(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: handOverSchema }) handOver: HandOver,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistItem> {
    return this.handOvers.handOver(studyUid, handOver, principal);
  }

  @Delete(':studyUid/claim/holder')
  @Returns(heldStudySchema, 'The study, which the caller holds again')
  async undoHandOver(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<HeldStudy> {
    return this.handOvers.undo(studyUid, principal);
  }
}
