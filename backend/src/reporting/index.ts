export { ReportingHttpModule, ReportingModule, ReportingWorkerModule } from './reporting.module.js';
export { GradesService } from './grades.service.js';
export { SignedReports, type SignedFinal } from './signed-reports.js';
