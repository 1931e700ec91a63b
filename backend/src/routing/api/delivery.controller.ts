import {
  deliveryPageSchema,
  destinationListSchema,
  pageQuerySchema,
  sendStudySchema,
  type DeliveryPage,
  type DestinationList,
  type PageQuery,
  type SendStudy,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { PeerDirectory } from '../../peers/index.js';
import { Returns } from '../../platform/index.js';
import { DeliveryPlanner } from '../delivery-planner.js';
import { DeliveryStore } from '../delivery-store.js';

/** What is on its way to peers. */
@ApiTags('routing')
@Controller('api/v1')
export class DeliveryController {
  constructor(
    private readonly store: DeliveryStore,
    private readonly planner: DeliveryPlanner,
    private readonly peers: PeerDirectory,
  ) {}

  @Get('deliveries')
  @Allow('routing.read')
  @Returns(deliveryPageSchema, 'Deliveries, newest first')
  async list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<DeliveryPage> {
    return this.store.page(query);
  }

  @Post('deliveries/:id/retry')
  @HttpCode(204)
  @Allow('routing.write')
  async retry(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.planner.retry(id, principal);
  }

  @Get('destinations')
  @Allow('study.send')
  @Returns(destinationListSchema, 'Where a person may send a study, by AE title')
  async destinations(): Promise<DestinationList> {
    const peers = await this.peers.enabled();
    return {
      destinations: peers.map(({ id, aeTitle, name, dicomwebUrl }) => ({
        id,
        aeTitle,
        name,
        dicomweb: dicomwebUrl !== null,
      })),
    };
  }

  @Post('studies/:studyUid/deliveries')
  @HttpCode(204)
  @Allow('study.send')
  async send(
    @Param('studyUid') studyUid: string,
    @Body({ schema: sendStudySchema }) wanted: SendStudy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.planner.send(studyUid, wanted, principal);
  }
}
