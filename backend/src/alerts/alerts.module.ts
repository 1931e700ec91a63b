import { Module } from '@nestjs/common';
import { Sealer } from '../platform/index.js';
import { ResultsModule } from '../results/index.js';
import { WorklistModule } from '../worklist/index.js';
import { AlertKeeper } from './alert-keeper.js';
import { AlertSettingsService } from './alert-settings.service.js';
import { AlertStore } from './alert-store.js';
import { AlertsService } from './alerts.service.js';
import { AlertController } from './api/alert.controller.js';
import { AlertSettingsController } from './api/alert-settings.controller.js';
import { Courier } from './courier.js';
import { DeliveryStore } from './delivery-store.js';
import { Doors } from './doors/doors.js';
import { EscalationService } from './escalation.service.js';
import { AlertListener } from './listeners/alert.listener.js';
import { DeliveryRounds } from './listeners/delivery-rounds.js';
import { SettingsStore } from './settings-store.js';

@Module({
  imports: [ResultsModule, WorklistModule],
  providers: [
    AlertKeeper,
    AlertSettingsService,
    AlertsService,
    AlertStore,
    Courier,
    DeliveryStore,
    Doors,
    EscalationService,
    Sealer,
    SettingsStore,
  ],
  exports: [AlertKeeper, AlertSettingsService, AlertsService, Courier, DeliveryStore, EscalationService],
})
export class AlertsModule {}

/** Alerts for readers, and their settings; in the API process. */
@Module({ imports: [AlertsModule], controllers: [AlertController, AlertSettingsController] })
export class AlertsHttpModule {}

/** Follows the worklist and the clock, and sends; in the worker. */
@Module({ imports: [AlertsModule], providers: [AlertListener, DeliveryRounds] })
export class AlertsWorkerModule {}
