export { AlertsHttpModule, AlertsModule, AlertsWorkerModule } from './alerts.module.js';
export { AlertsService } from './alerts.service.js';
export { AlertStore } from './alert-store.js';
