export { dayAfter, siteTime, startOfDay } from './domain/site-time.js';
export { TurnaroundHttpModule, TurnaroundModule, TurnaroundWorkerModule } from './turnaround.module.js';
