import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventConsumer, EventLog, isEvent, WakeUp, type StoredEvent } from '../platform/index.js';
import { DeliveryPlanner } from './delivery-planner.js';
import { PriorSearch } from './prior-search.js';

/** Plans deliveries and searches for priors of what has happened; runs in the worker. */
@Injectable()
export class RoutingListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly deliveries: DeliveryPlanner,
    private readonly priors: PriorSearch,
  ) {
    const handle = (event: StoredEvent, manager: EntityManager) => this.handle(event, manager);
    this.consumer = new EventConsumer('routing', handle, dataSource, log, wakeUp);
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer.stop();
  }

  private async handle(event: StoredEvent, manager: EntityManager): Promise<void> {
    if (isEvent(event, 'StudyCompleted')) {
      await this.deliveries.plan(manager, event.payload.studyId, 'originals');
      await this.priors.plan(manager, event.payload.studyId);
    }
    if (isEvent(event, 'StudyMadeReading') && event.payload.complete)
      await this.priors.plan(manager, event.payload.studyId);
    if (isEvent(event, 'ResultsEncoded'))
      await this.deliveries.plan(manager, event.payload.studyId, 'aiResults');
  }
}
