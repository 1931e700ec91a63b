export { TurnaroundHttpModule, TurnaroundModule, TurnaroundWorkerModule } from './turnaround.module.js';
export { ReadingLog, type LoggedReading, type ReaderAct } from './reading-log.js';
export { dayAfter, instantOf, siteTime, startOfDay } from './domain/site-time.js';
