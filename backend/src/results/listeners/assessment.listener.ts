import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config, Loop, WakeUp } from '../../platform/index.js';
import { AssessmentReports } from '../assessment-reports.js';
import { AssessmentStore } from '../assessment-store.js';

const BATCH = 100;

/** Has each assessment written as a report, in their order; in the worker. */
@Injectable()
export class AssessmentListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AssessmentListener.name);
  private readonly loop: Loop;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly store: AssessmentStore,
    private readonly reports: AssessmentReports,
    private readonly wakeUp: WakeUp,
    config: Config,
  ) {
    this.loop = new Loop(
      () => this.writeAll(),
      config.env.SWEEP_MS,
      (error) => this.logger.error(`Assessments not looked for, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), ['AssessmentGiven', 'ResultsEncoded']);
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** One that cannot be written now keeps no other back. */
  private async writeAll(): Promise<boolean> {
    const ids = await this.store.unreported(BATCH);
    let failed = false;
    for (const id of ids) {
      try {
        await this.reports.write(id);
      } catch (error) {
        failed = true;
        this.logger.error(`Report of assessment ${id} not written, will try again: ${String(error)}`);
      }
    }
    return ids.length === BATCH && !failed;
  }
}
