import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import {
  EventConsumer,
  EventLog,
  isEvent,
  WakeUp,
  type EventHandler,
  type StoredEvent,
} from '../platform/index.js';
import { DeliveryPlanner } from './delivery-planner.js';
import { PriorSearch } from './prior-search.js';

const HEARD = ['StudyCompleted', 'StudyMadeReading', 'ResultsEncoded'] as const;
type Heard = (typeof HEARD)[number];

/** Plans deliveries and searches for priors of what has happened; runs in the worker. */
@Injectable()
export class RoutingListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer<Heard>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly deliveries: DeliveryPlanner,
    private readonly priors: PriorSearch,
  ) {
    const handle: EventHandler<Heard> = (event, manager) => this.handle(event, manager);
    this.consumer = new EventConsumer('routing', HEARD, handle, dataSource, log, wakeUp);
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer.stop();
  }

  private async handle(event: StoredEvent<Heard>, manager: EntityManager): Promise<void> {
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
