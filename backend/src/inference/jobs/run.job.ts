import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config, jobMap, type Job } from '../../platform/index.js';
import { RunService } from '../run.service.js';

/** The queue holds no more than what each model may run, so that a slow one keeps no place from another. */
const MOST_AT_ONCE = 64;

/** Takes `inference.run` jobs. A lock lapses after ten seconds without a sign of life; another worker then takes the job. */
@Processor('inference', { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 })
export class RunJob extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(RunJob.name);

  constructor(
    private readonly runs: RunService,
    private readonly config: Config,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = MOST_AT_ONCE;
    this.worker.on('error', (error) => this.logger.error(`Queue: ${error.message}`));
  }

  async process(job: Job): Promise<void> {
    const { runId } = jobMap['inference.run'].data.parse(job.data);
    const lastAttempt = job.attemptsMade + 1 >= this.config.env.INFERENCE_ATTEMPTS;
    await this.runs.run(runId, { lastAttempt });
  }
}
