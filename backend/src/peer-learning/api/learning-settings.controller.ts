import {
  peerLearningSettingsChangeSchema,
  peerLearningSettingsSchema,
  peerTotalsQuerySchema,
  peerTotalsSchema,
  type PeerLearningSettings,
  type PeerLearningSettingsChange,
  type PeerTotals,
  type PeerTotalsQuery,
} from '@firstread/contract';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { LearningSettings } from '../learning-settings.service.js';
import { LearningTotals } from '../learning-totals.service.js';

/** For the head of the department. */
@ApiTags('peer learning')
@Controller('api/v1/peer-learning')
export class LearningSettingsController {
  constructor(
    private readonly settings: LearningSettings,
    private readonly totals: LearningTotals,
  ) {}

  @Get('totals')
  @Allow('learning.totals')
  @Returns(peerTotalsSchema, 'Of the department, without names and small numbers')
  async total(@Query({ schema: peerTotalsQuerySchema }) query: PeerTotalsQuery): Promise<PeerTotals> {
    return this.totals.of(query);
  }

  @Get('settings')
  @Allow('learning.totals')
  @Returns(peerLearningSettingsSchema)
  async read(): Promise<PeerLearningSettings> {
    return this.settings.current();
  }

  @Put('settings')
  @Allow('learning.configure')
  @Returns(peerLearningSettingsSchema)
  async change(
    @Body({ schema: peerLearningSettingsChangeSchema }) change: PeerLearningSettingsChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PeerLearningSettings> {
    return this.settings.change(change, principal);
  }
}
