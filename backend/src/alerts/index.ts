export { AlertsHttpModule, AlertsWorkerModule } from './alerts.module.js';
