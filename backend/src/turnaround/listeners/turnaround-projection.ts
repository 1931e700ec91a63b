import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { RollUps } from '../roll-ups.js';
import { Timelines } from '../timelines.js';
import { Totals } from '../totals.js';

const EVERY_MS = 1000;
/** Days change with each of their hours. */
const DAYS_EVERY_MS = 5000;

/** Keeps timelines, counts and totals in step with the clinical events; in the worker. None waits for another. */
@Injectable()
export class TurnaroundProjection implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(TurnaroundProjection.name);
  private readonly loops: readonly Loop[];

  constructor(timelines: Timelines, rollUps: RollUps, totals: Totals) {
    const onError = (error: Error) =>
      this.logger.error(`Figures not brought up to date, will try again: ${error.message}`);
    this.loops = [
      new Loop(() => timelines.project(), EVERY_MS, onError),
      new Loop(() => rollUps.refresh(), EVERY_MS, onError),
      new Loop(() => totals.refreshDays(), DAYS_EVERY_MS, onError),
    ];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
