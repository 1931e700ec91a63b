import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { Choices } from '../choices.js';
import { ReaderDays } from '../reader-days.js';

/** Both read much, and nobody waits for them. */
const EVERY_MS = 5000;

/** Places choices and counts the days of readers; in the worker. */
@Injectable()
export class FairnessProjection implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(FairnessProjection.name);
  private readonly loops: readonly Loop[];

  constructor(choices: Choices, days: ReaderDays) {
    const onError = (error: Error) =>
      this.logger.error(`Work of readers not counted, will try again: ${error.message}`);
    this.loops = [
      new Loop(() => choices.placeNext(), EVERY_MS, onError),
      new Loop(() => days.refresh(), EVERY_MS, onError),
    ];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
