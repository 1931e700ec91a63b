export { TurnaroundReportHttpModule, TurnaroundReportWorkerModule } from './turnaround-report.module.js';
