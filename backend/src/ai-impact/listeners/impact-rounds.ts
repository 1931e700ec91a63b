import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { ImpactMaker } from '../impact-maker.js';
import { UsualImpacts } from '../usual-impacts.js';

/** Answers that a worker makes at a time; they compete with its models for processors. */
const MOST_AT_A_TIME = 2;
const LOOK_MS = 1000;
const USUAL_MS = 5 * 60_000;

/** Makes answers that are asked for, and at midnight those that usually are; in the worker. */
@Injectable()
export class ImpactRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ImpactRounds.name);
  private readonly loops: readonly Loop[];

  constructor(
    private readonly maker: ImpactMaker,
    usual: UsualImpacts,
  ) {
    const loop = (step: () => Promise<boolean>, everyMs: number) =>
      new Loop(step, everyMs, (error) =>
        this.logger.error(`AI impact not looked at, will try again: ${error.message}`),
      );
    this.loops = [
      ...Array.from({ length: MOST_AT_A_TIME }, () => loop(() => maker.makeNext(), LOOK_MS)),
      loop(async () => {
        await usual.want();
        return false;
      }, USUAL_MS),
    ];
  }

  onApplicationBootstrap(): void {
    this.loops.forEach((loop) => loop.start());
  }

  async onApplicationShutdown(): Promise<void> {
    const stopped = this.loops.map((loop) => loop.stop());
    await this.maker.stop();
    await Promise.all(stopped);
  }
}
