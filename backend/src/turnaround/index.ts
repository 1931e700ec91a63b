export { TurnaroundHttpModule, TurnaroundModule, TurnaroundWorkerModule } from './turnaround.module.js';
export { ReadingLog, type LoggedReading, type ReaderAct } from './reading-log.js';
export { dayAfter, instantOf, siteTime, startOfDay } from './domain/site-time.js';
export { DashboardsService } from './dashboards.service.js';
export { TurnaroundChanges } from './turnaround-changes.js';
export { TurnaroundService } from './turnaround.service.js';
export { VOCABULARY } from './domain/vocabulary.js';
