import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RunStore } from '../../inference/index.js';
import { Config, EventConsumer, EventLog, Loop, WakeUp } from '../../platform/index.js';
import { ProductResults } from '../product-results.js';

const LOOK_MS = 10_000;

/** Follows what AI products send, and ends the wait for those that send nothing; in the worker. */
@Injectable()
export class ProductListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ProductListener.name);
  private readonly consumer: EventConsumer<'InstanceStored'>;
  private readonly silence: Loop;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    products: ProductResults,
    runs: RunStore,
    config: Config,
  ) {
    this.consumer = new EventConsumer(
      'products',
      ['InstanceStored'],
      async (event, manager) => {
        const { payload } = event;
        if (payload.producer) await products.take(manager, payload, payload.producer);
      },
      dataSource,
      log,
      wakeUp,
    );
    this.silence = new Loop(
      async () => (await runs.endSilence(config.env.PRODUCT_WAIT_MS)) > 0,
      LOOK_MS,
      (error) => this.logger.error(`Silent products not looked for, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
    this.silence.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.stop(), this.silence.stop()]);
  }
}
