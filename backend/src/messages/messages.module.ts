import { Module } from '@nestjs/common';
import { Sealer } from '../platform/index.js';
import { MessageController } from './api/message.controller.js';
import { Courier } from './courier.js';
import { DeliveryStore } from './delivery-store.js';
import { Doors } from './doors/doors.js';
import { Enclosures } from './enclosures.js';
import { DeliveryRounds } from './listeners/delivery-rounds.js';
import { SecretStore } from './secret-store.js';

/** The outbox of what the department tells by e-mail and webhook. */
@Module({
  providers: [Courier, DeliveryStore, Doors, Enclosures, Sealer, SecretStore],
  exports: [Courier, DeliveryStore, Doors, Enclosures, SecretStore],
})
export class MessagesModule {}

/** What has been sent; in the API process. */
@Module({ imports: [MessagesModule], controllers: [MessageController] })
export class MessagesHttpModule {}

/** Sends; in the worker. */
@Module({ imports: [MessagesModule], providers: [DeliveryRounds] })
export class MessagesWorkerModule {}
