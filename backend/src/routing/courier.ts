import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PeerDirectory } from '../peers/index.js';
import { Loop, WakeUp, WokenLoops } from '../platform/index.js';
import { DeliveryStore, type TakenDelivery } from './delivery-store.js';
import type { SentInstance } from './transport/remote-archive.js';
import { RemoteArchives } from './transport/remote-archives.js';

const CHECK_MS = 2000;
/** Whatever happens may have planned a delivery: of many events at once, one look is enough. */
const REST_MS = 200;
/** Deliveries to different destinations at the same time: one that is slow holds up no other. */
const LANES = 3;
/** Instances that a destination refuses by themselves are tried so often in all. */
const ATTEMPTS = 5;
const NOTED_AT_ONCE = 20;

/** Takes deliveries where they are to go; runs in the worker. */
@Injectable()
export class Courier implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Courier.name);
  private readonly lanes: WokenLoops;

  constructor(
    private readonly store: DeliveryStore,
    private readonly peers: PeerDirectory,
    private readonly remotes: RemoteArchives,
    wakeUp: WakeUp,
  ) {
    const lanes = Array.from(
      { length: LANES },
      () =>
        new Loop(
          () => this.deliverNext(),
          CHECK_MS,
          (error) => this.logger.error(`Deliveries could not be made, will try again: ${error.message}`),
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

  /** Makes one delivery that is due; false where none is. */
  async deliverNext(): Promise<boolean> {
    const delivery = await this.store.take();
    if (!delivery) return false;
    try {
      await this.deliver(delivery);
    } catch (error) {
      await this.store.postpone(delivery, (error as Error).message);
      throw error;
    }
    return true;
  }

  private async deliver(delivery: TakenDelivery): Promise<void> {
    const peer = await this.peers.byId(delivery.peerId);
    if (!peer) return;
    const instances = await this.store.remaining(delivery);
    const ids = new Map(instances.map((one) => [one.sopInstanceUid, one.id]));
    const refused: SentInstance[] = [];
    let taken: string[] = [];
    const note = async () => {
      await this.store.progress(delivery, taken);
      taken = [];
    };
    for await (const sent of this.remotes.by(delivery.transport).send(peer, instances)) {
      if (sent.outcome === 'busy') {
        await note();
        await this.store.destinationFailed(delivery.peerId);
        await this.store.postpone(delivery, sent.detail ?? 'The destination cannot take anything now');
        this.logger.warn(`Delivery ${delivery.id} to ${peer.aeTitle} has to wait: ${sent.detail}`);
        return;
      }
      if (sent.outcome === 'refused') refused.push(sent);
      else taken.push(ids.get(sent.sopInstanceUid) ?? '');
      if (taken.length >= NOTED_AT_ONCE) await note();
    }
    await note();
    await this.store.destinationAnswered(delivery.peerId);
    await this.conclude(delivery, instances.length, refused);
  }

  private async conclude(delivery: TakenDelivery, tried: number, refused: SentInstance[]): Promise<void> {
    const [first] = refused;
    if (!first) return this.store.finish(delivery, 'delivered', null);
    const problem = `${refused.length} of ${tried} instances were refused, the first (${first.sopInstanceUid}): ${first.detail}`;
    if (delivery.attempts < ATTEMPTS) return this.store.postpone(delivery, problem);
    this.logger.warn(`Delivery ${delivery.id} has failed: ${problem}`);
    return this.store.finish(delivery, 'failed', problem);
  }
}
