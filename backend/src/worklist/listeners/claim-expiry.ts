import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { ClaimSweep } from '../claim-sweep.js';

const CHECK_MS = 1000;

/** Frees studies whose reader gave no sign for the length of a lease; in the worker. */
@Injectable()
export class ClaimExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ClaimExpiry.name);
  private readonly loop: Loop;

  constructor(claims: ClaimSweep) {
    this.loop = new Loop(
      async () => (await claims.endRunOut()) > 0,
      CHECK_MS,
      (error) => this.logger.error(`Claims not looked at, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
