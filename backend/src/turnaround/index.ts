export { ClinicalLog } from './clinical-log.js';
export { EventPartitions } from './event-partitions.js';
export { RollUps } from './roll-ups.js';
export { Timelines } from './timelines.js';
export { Totals } from './totals.js';
export { TurnaroundHttpModule, TurnaroundModule, TurnaroundWorkerModule } from './turnaround.module.js';
export { ReadingLog, type LoggedReading, type ReaderAct } from './reading-log.js';
export { dayAfter, siteTime, startOfDay } from './domain/site-time.js';
export { TurnaroundService } from './turnaround.service.js';
