export { AlertsHttpModule, AlertsModule, AlertsWorkerModule } from './alerts.module.js';
export { AlertsService } from './alerts.service.js';
export { AlertStore, type StoredAlert } from './alert-store.js';
