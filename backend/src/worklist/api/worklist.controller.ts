import {
  markedReadingSchema,
  markReadingSchema,
  prioritiseSchema,
  uidSchema,
  worklistItemSchema,
  worklistPageSchema,
  worklistQuerySchema,
  type MarkedReading,
  type MarkReading,
  type Prioritise,
  type WorklistItem,
  type WorklistPage,
  type WorklistQuery,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Patch, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { WorklistPages } from '../worklist-pages.js';
import { WorklistService } from '../worklist.service.js';

@ApiTags('worklist')
@Controller('api/v1/worklist')
export class WorklistController {
  constructor(
    private readonly worklist: WorklistService,
    private readonly pages: WorklistPages,
  ) {}

  @Get()
  @Allow('worklist.read')
  @Returns(worklistPageSchema, 'Unread studies in reading order, each with the reasons for its place')
  async page(
    @Query({ schema: worklistQuerySchema }) query: WorklistQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistPage> {
    return this.pages.page(query, principal);
  }

  @Patch(':studyUid')
  @Allow('worklist.prioritise')
  @Returns(worklistItemSchema, 'The row after the change')
  async prioritise(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: prioritiseSchema }) change: Prioritise,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorklistItem> {
    return this.worklist.prioritise(studyUid, change, principal);
  }

  @Put(':studyUid/reading')
  @Allow('worklist.markRead')
  @Returns(markedReadingSchema, 'The row after the change')
  async markReading(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: markReadingSchema }) change: MarkReading,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MarkedReading> {
    return this.worklist.markReading(studyUid, change, principal);
  }
}
