import { echoResultSchema, type EchoResult } from '@firstread/contract';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../identity/index.js';
import { PeerDirectory } from '../../peers/index.js';
import { notFound, Returns } from '../../platform/index.js';
import { DimseClient } from '../scu/client.js';

@ApiTags('peers')
@Controller('api/v1/peers')
export class PeerEchoController {
  constructor(
    private readonly peers: PeerDirectory,
    private readonly client: DimseClient,
  ) {}

  @Post(':id/echo')
  @HttpCode(200)
  @Allow('peer.write')
  @Returns(echoResultSchema, 'What a C-ECHO came back with')
  async echo(@Param('id', { schema: z.uuid() }) id: string): Promise<EchoResult> {
    const peer = await this.peers.byId(id);
    if (!peer) throw notFound('Peer', id);
    return this.client.echo(peer);
  }
}
