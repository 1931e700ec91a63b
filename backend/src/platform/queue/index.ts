export { JobDispatcher, type DueJob } from './job-dispatcher.js';
export { JobQueue } from './job-queue.js';
export { jobMap, type JobData, type JobName } from './job-map.js';
export { QueueModule } from './queue.module.js';
export type { Job } from 'bullmq';
