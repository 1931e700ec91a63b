import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RunStore } from '../../inference/index.js';
import { Config, JobDispatcher, jobMap, JobQueue, WakeUp, type Job } from '../../platform/index.js';
import { EncodingService } from '../encoding.service.js';

/** Takes `results.encode` jobs, and keeps one on the queue for every run that is not yet written. */
@Processor('results', { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 })
export class EncodeJob extends WorkerHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(EncodeJob.name);
  private readonly dispatcher: JobDispatcher;

  constructor(
    private readonly encoding: EncodingService,
    runs: RunStore,
    queue: JobQueue,
    wakeUp: WakeUp,
    config: Config,
  ) {
    super();
    const due = (limit: number) => runs.unencoded(limit);
    this.dispatcher = new JobDispatcher(
      'results.encode',
      due,
      queue,
      wakeUp,
      ['InferenceFinished', 'ModelStageChanged'],
      config.env.SWEEP_MS,
    );
  }

  onApplicationBootstrap(): void {
    this.worker.on('error', (error) => this.logger.error(`Queue: ${error.message}`));
    this.worker.on('failed', (job, error) =>
      this.logger.error(`Job ${job?.id} failed: ${error.message}`, error.stack),
    );
    this.dispatcher.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.stop();
  }

  async process(job: Job): Promise<void> {
    await this.encoding.encode(jobMap['results.encode'].data.parse(job.data).runId);
  }
}
