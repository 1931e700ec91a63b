import { z } from 'zod';

/** Every job: its queue and the schema of its data, which is ids only. The database is the truth. */
export const jobMap = {
  'inference.run': { queue: 'inference', data: z.object({ runId: z.uuid() }).readonly() },
  'results.encode': { queue: 'results', data: z.object({ runId: z.uuid() }).readonly() },
} as const;

export type JobName = keyof typeof jobMap;
export type JobData<N extends JobName> = z.infer<(typeof jobMap)[N]['data']>;
export type QueueName = (typeof jobMap)[JobName]['queue'];
export const queueNames: readonly QueueName[] = ['inference', 'results'];
