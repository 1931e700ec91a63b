export { ReportingHttpModule, ReportingModule, ReportingWorkerModule } from './reporting.module.js';
