import { Injectable, Logger } from '@nestjs/common';
import { Clock, Config } from '../platform/index.js';
import { DeliveryStore } from './delivery-store.js';
import { messageAbout } from './domain/message.js';
import { Doors } from './doors/doors.js';
import { Enclosures } from './enclosures.js';

/** Takes messages out of the outbox to their targets, at least once. */
@Injectable()
export class Courier {
  private readonly logger = new Logger(Courier.name);

  constructor(
    private readonly store: DeliveryStore,
    private readonly doors: Doors,
    private readonly enclosures: Enclosures,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Makes one delivery that is due; false where none is. */
  async deliverNext(): Promise<boolean> {
    const delivery = await this.store.take(this.clock.now());
    if (!delivery) return false;
    const message = messageAbout(
      { ...delivery, deliveryId: delivery.id },
      this.clock.now(),
      this.config.env.PUBLIC_URL,
    );
    try {
      const enclosed = await this.enclosures.of(delivery);
      if (enclosed === 'gone') {
        await this.store.drop(delivery, this.clock.now());
        return true;
      }
      await this.doors.send(delivery.target, message, enclosed);
    } catch (error) {
      const problem = (error as Error).message;
      this.logger.warn(`Message ${delivery.id} was not delivered: ${problem}`);
      await this.store.postpone(delivery, problem, this.clock.now());
      return true;
    }
    await this.store.delivered(delivery, this.clock.now());
    return true;
  }
}
