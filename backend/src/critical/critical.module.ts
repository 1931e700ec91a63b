import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { ContactsModule } from '../contacts/index.js';
import { MessagesModule, MessagesWorkerModule } from '../messages/index.js';
import { OrdersModule } from '../orders/index.js';
import { WorklistModule } from '../worklist/index.js';
import { CriticalReportController } from './api/critical-report.controller.js';
import { CriticalSettingsController } from './api/critical-settings.controller.js';
import { CriticalController } from './api/critical.controller.js';
import { StudyCriticalController } from './api/study-critical.controller.js';
import { CalleesService } from './callees.service.js';
import { CriticalPeople } from './critical-people.js';
import { CriticalRecorder } from './critical-recorder.js';
import { CriticalService } from './critical.service.js';
import { CriticalStepsService } from './critical-steps.service.js';
import { CriticalStore } from './critical-store.js';
import { CriticalViews } from './critical-views.js';
import { CriticalEscalationService } from './escalation.service.js';
import { CriticalHandOverService } from './hand-over.service.js';
import { HandOverStore } from './hand-over-store.js';
import { EscalationRounds } from './listeners/escalation-rounds.js';
import { CriticalReportsService } from './reports.service.js';
import { CriticalSettingsService } from './settings.service.js';
import { SettingsStore } from './settings-store.js';

const services = [
  CalleesService,
  CriticalEscalationService,
  CriticalHandOverService,
  CriticalReportsService,
  CriticalService,
  CriticalSettingsService,
  CriticalStepsService,
];

/** Critical results until a named person has received them. */
@Module({
  imports: [AlertsModule, ContactsModule, MessagesModule, OrdersModule, WorklistModule],
  providers: [
    ...services,
    CriticalPeople,
    CriticalRecorder,
    CriticalStore,
    CriticalViews,
    HandOverStore,
    SettingsStore,
  ],
  exports: [...services, CriticalStore],
})
export class CriticalModule {}

/** In the API process. A path of its own comes before one with an id. */
@Module({
  imports: [CriticalModule],
  controllers: [
    CriticalSettingsController,
    CriticalReportController,
    CriticalController,
    StudyCriticalController,
  ],
})
export class CriticalHttpModule {}

/** Follows the clock, and sends; in the worker. */
@Module({ imports: [CriticalModule, MessagesWorkerModule], providers: [EscalationRounds] })
export class CriticalWorkerModule {}
