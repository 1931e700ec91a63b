import { Module } from '@nestjs/common';
import { MessagesModule, MessagesWorkerModule } from '../messages/index.js';
import { ResultsModule } from '../results/index.js';
import { WorklistModule } from '../worklist/index.js';
import { AlertKeeper } from './alert-keeper.js';
import { AlertSettingsService } from './alert-settings.service.js';
import { AlertStore } from './alert-store.js';
import { AlertsService } from './alerts.service.js';
import { AlertController } from './api/alert.controller.js';
import { AlertSettingsController } from './api/alert-settings.controller.js';
import { EscalationService } from './escalation.service.js';
import { AlertListener } from './listeners/alert.listener.js';
import { SettingsStore } from './settings-store.js';

@Module({
  imports: [MessagesModule, ResultsModule, WorklistModule],
  providers: [AlertKeeper, AlertSettingsService, AlertsService, AlertStore, EscalationService, SettingsStore],
  exports: [AlertKeeper, AlertSettingsService, AlertsService, AlertStore, EscalationService],
})
export class AlertsModule {}

/** Alerts for readers, and their settings; in the API process. */
@Module({ imports: [AlertsModule], controllers: [AlertController, AlertSettingsController] })
export class AlertsHttpModule {}

/** Follows the worklist and the clock, and sends; in the worker. */
@Module({ imports: [AlertsModule, MessagesWorkerModule], providers: [AlertListener] })
export class AlertsWorkerModule {}
