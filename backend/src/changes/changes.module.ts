import { Module } from '@nestjs/common';
import { ChangeController } from './api/change.controller.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeListener } from './listeners/change.listener.js';
import { ChangeLog } from './change-log.js';

/** The feed over HTTP; in the API process. */
@Module({ providers: [ChangeLog, ChangeFeed], controllers: [ChangeController] })
export class ChangesHttpModule {}

/** Writes the feed; in the worker. */
@Module({ providers: [ChangeLog, ChangeListener] })
export class ChangesWorkerModule {}
