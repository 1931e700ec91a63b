import { Module } from '@nestjs/common';
import { WorklistModule } from '../worklist/index.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { SocketGate } from './socket-gate.js';

@Module({ imports: [WorklistModule], providers: [RealtimeGateway, SocketGate] })
export class NotificationsModule {}
