import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Config } from '../config/config.js';
import { jobMap, type JobData, type JobName, type QueueName } from './job-map.js';

/**
 * Puts jobs on BullMQ. The id of a job is the id of its row, so adding it again while it waits or runs
 * does nothing; finished jobs leave the queue, and PostgreSQL says how they ended.
 */
@Injectable()
export class JobQueue {
  private readonly queues: Record<QueueName, Queue>;

  constructor(
    private readonly config: Config,
    @InjectQueue('inference') inference: Queue,
    @InjectQueue('results') results: Queue,
  ) {
    this.queues = { inference, results };
  }

  /** `priority` 1 is first; a job of the same id that already waits or runs stays as it is. */
  async add<N extends JobName>(
    name: N,
    data: JobData<N>,
    options: { id: string; priority: number },
  ): Promise<void> {
    const { INFERENCE_ATTEMPTS: attempts, INFERENCE_BACKOFF_MS: delay } = this.config.env;
    await this.queues[jobMap[name].queue].add(name, jobMap[name].data.parse(data), {
      jobId: options.id,
      priority: options.priority,
      attempts,
      backoff: { type: 'exponential', delay },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  async counts(name: QueueName): Promise<Record<string, number>> {
    return this.queues[name].getJobCounts('waiting', 'prioritized', 'active', 'delayed');
  }
}
