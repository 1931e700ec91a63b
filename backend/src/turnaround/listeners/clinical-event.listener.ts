import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock, EventConsumer, EventLog, Loop, WakeUp } from '../../platform/index.js';
import { CLINICAL, type ClinicalPlatformEvent } from '../clinical-events-of.js';
import { ClinicalLog } from '../clinical-log.js';
import { EventPartitions } from '../event-partitions.js';

/** Events of one transaction. */
const AT_ONCE = 1000;
const PARTITIONS_EVERY_MS = 6 * 3_600_000;

/** Writes down what happens to studies, and keeps room for it; in the worker. */
@Injectable()
export class ClinicalEventListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ClinicalEventListener.name);
  readonly consumer: EventConsumer<ClinicalPlatformEvent['name']>;
  private readonly partitions: Loop;
  private following = false;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    clinical: ClinicalLog,
    partitions: EventPartitions,
    clock: Clock,
  ) {
    this.consumer = new EventConsumer(
      'turnaround',
      CLINICAL,
      { most: AT_ONCE, handle: (events, manager) => clinical.record(manager, events) },
      dataSource,
      log,
      wakeUp,
    );
    this.partitions = new Loop(
      async () => {
        await partitions.prepare(clock.now()).catch((error: Error) => {
          this.logger.error(`No partition made, the default one takes the events: ${error.message}`);
        });
        // Not before: what the default partition has of a month keeps the month there.
        this.startOnce();
        return false;
      },
      PARTITIONS_EVERY_MS,
      (error) => this.logger.error(error.message),
    );
  }

  onApplicationBootstrap(): void {
    this.partitions.start();
  }

  private startOnce(): void {
    if (this.following) return;
    this.following = true;
    this.consumer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.stop(), this.partitions.stop()]);
  }
}
