import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventConsumer, EventLog, WakeUp } from '../../platform/index.js';
import { ChangeLog } from '../change-log.js';
import { CHANGING, changesOf, type ChangingEvent } from '../changes-of.js';

/**
 * Numbers what happened, in the order of the event log; runs in the worker. Numbers and cursor commit together and
 * one consumer at a time holds the cursor, so none is given twice or left out.
 */
@Injectable()
export class ChangeListener implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly consumer: EventConsumer<ChangingEvent['name']>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly changes: ChangeLog,
  ) {
    this.consumer = new EventConsumer(
      'changes',
      CHANGING,
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

  private async handle(event: ChangingEvent, manager: EntityManager): Promise<void> {
    const changes = changesOf(event);
    if (changes.length > 0) await this.changes.append(manager, event.occurredAt, changes);
  }
}
