import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop, WakeUp, WokenLoops } from '../../platform/index.js';
import { Courier } from '../courier.js';

const CHECK_MS = 1000;
/** Of many events at once, one look is enough. */
const REST_MS = 200;
/** Deliveries at the same time: one that is slow holds up no other. */
const LANES = 3;

/** Sends what waits in the outbox; in the worker. */
@Injectable()
export class DeliveryRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DeliveryRounds.name);
  private readonly lanes: WokenLoops;

  constructor(courier: Courier, wakeUp: WakeUp) {
    const lanes = Array.from(
      { length: LANES },
      () =>
        new Loop(
          () => courier.deliverNext(),
          CHECK_MS,
          (error) => this.logger.error(`Messages could not be sent, will try again: ${error.message}`),
          REST_MS,
        ),
    );
    this.lanes = new WokenLoops(lanes, wakeUp);
  }

  onApplicationBootstrap(): void {
    this.lanes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.lanes.stop();
  }
}
