import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { LearningRounds } from '../learning-rounds.service.js';

const CHECK_MS = 15 * 60_000;

/** Draws once a week is over; in the worker. */
@Injectable()
export class WeeklyRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(WeeklyRounds.name);
  private readonly loop: Loop;

  constructor(rounds: LearningRounds) {
    this.loop = new Loop(
      async () => {
        await rounds.drawLastWeek();
        return false;
      },
      CHECK_MS,
      (error) => this.logger.error(`Reports could not be drawn, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
