import {
  peerChangeSchema,
  peerInputSchema,
  peerListSchema,
  peerSchema,
  versionQuerySchema,
  type Peer,
  type PeerChange,
  type PeerInput,
  type PeerList,
  type VersionQuery,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { PeerService } from '../peer.service.js';

const idSchema = z.uuid();

@ApiTags('peers')
@Controller('api/v1/peers')
export class PeerController {
  constructor(private readonly peers: PeerService) {}

  @Get()
  @Allow('peer.read')
  @Returns(peerListSchema, 'Every peer, by AE title')
  async list(): Promise<PeerList> {
    return { peers: await this.peers.list() };
  }

  @Get(':id')
  @Allow('peer.read')
  @Returns(peerSchema)
  async one(@Param('id', { schema: idSchema }) id: string): Promise<Peer> {
    return this.peers.one(id);
  }

  @Post()
  @Allow('peer.write')
  @Returns(peerSchema)
  async create(
    @Body({ schema: peerInputSchema }) input: PeerInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Peer> {
    return this.peers.create(input, principal);
  }

  @Put(':id')
  @Allow('peer.write')
  @Returns(peerSchema)
  async change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: peerChangeSchema }) change: PeerChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Peer> {
    return this.peers.change(id, change, principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('peer.write')
  async remove(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: versionQuerySchema }) { expectedVersion }: VersionQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.peers.remove(id, expectedVersion, principal);
  }
}
