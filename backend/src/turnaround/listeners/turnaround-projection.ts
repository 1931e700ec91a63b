import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { RollUps } from '../roll-ups.js';
import { Timelines } from '../timelines.js';

const EVERY_MS = 1000;

/** Keeps timelines and counts in step with the clinical events; in the worker. */
@Injectable()
export class TurnaroundProjection implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(TurnaroundProjection.name);
  private readonly loop: Loop;

  constructor(timelines: Timelines, rollUps: RollUps) {
    this.loop = new Loop(
      async () => (await timelines.project()) || rollUps.refresh(),
      EVERY_MS,
      (error) => this.logger.error(`Figures not brought up to date, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
