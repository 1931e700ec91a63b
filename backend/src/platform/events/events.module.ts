import { Global, Module } from '@nestjs/common';
import { EventLog } from './event-log.js';
import { WakeUp } from './wake-up.js';

@Global()
@Module({ providers: [EventLog, WakeUp], exports: [EventLog, WakeUp] })
export class EventsModule {}
