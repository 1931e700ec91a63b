import { Module } from '@nestjs/common';
import { PeerController } from './api/peer.controller.js';
import { PeerDirectory } from './peer-directory.js';
import { PeerService } from './peer.service.js';

/** Who the other application entities are, for every process. */
@Module({ providers: [PeerDirectory, PeerService], exports: [PeerDirectory, PeerService] })
export class PeersModule {}

/** The administrator's list of peers; in the API process. */
@Module({ imports: [PeersModule], controllers: [PeerController] })
export class PeersHttpModule {}
