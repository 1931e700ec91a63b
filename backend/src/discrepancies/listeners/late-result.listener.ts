import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventConsumer, EventLog, WakeUp, type StoredEvent } from '../../platform/index.js';
import { LateResults } from '../late-results.js';

/** Looks at each result that a model comes to; in the worker. */
@Injectable()
export class LateResultListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer<'InferenceFinished'>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly late: LateResults,
  ) {
    this.consumer = new EventConsumer(
      'discrepancies',
      ['InferenceFinished'],
      (event, manager) => this.handle(event, manager),
      dataSource,
      log,
      wakeUp,
    );
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer.stop();
  }

  async handle(event: StoredEvent<'InferenceFinished'>, manager: EntityManager): Promise<void> {
    if (event.payload.state === 'flagged') await this.late.note(manager, event.payload);
  }
}
