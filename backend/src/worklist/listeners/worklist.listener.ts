import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventConsumer, EventLog, isEvent, Loop, WakeUp, type StoredEvent } from '../../platform/index.js';
import { HoldSweep } from '../hold-sweep.js';
import { OrderKeeper } from '../order-keeper.js';
import { Prioritiser } from '../prioritiser.js';

const CHECK_MS = 1000;

const HEARD = [
  'StudyCompleted',
  'StudyMadeReading',
  'ModelStageChanged',
  'OrderPlaced',
  'OrderChanged',
  'StudyReopened',
  'InstancesRejected',
  'InferenceWithdrawn',
  'InferencePlanned',
  'InferenceStarted',
  'InferenceFinished',
  'ResultsEncoded',
] as const;
type Heard = (typeof HEARD)[number];

/** Keeps the list in step with studies, AI results and the clock; runs in the worker. */
@Injectable()
export class WorklistListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(WorklistListener.name);
  private readonly consumer: EventConsumer<Heard>;
  private readonly keeping: Loop;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly prioritiser: Prioritiser,
    private readonly keeper: OrderKeeper,
    holds: HoldSweep,
  ) {
    this.consumer = new EventConsumer(
      'worklist',
      HEARD,
      (event, manager) => this.handle(event, manager),
      dataSource,
      log,
      wakeUp,
    );
    this.keeping = new Loop(
      async () => (await keeper.raiseOverdue()) + (await holds.endRunOut()) + (await keeper.applyRules()) > 0,
      CHECK_MS,
      (error) => this.logger.error(`The order was not looked at, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
    this.keeping.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.stop(), this.keeping.stop()]);
  }

  private async handle(event: StoredEvent<Heard>, manager: EntityManager): Promise<void> {
    if (isEvent(event, 'StudyCompleted')) await this.prioritiser.admit(manager, event.payload.studyId);
    if (isEvent(event, 'StudyMadeReading'))
      await this.prioritiser.admit(manager, event.payload.studyId, event.occurredAt);
    if (isEvent(event, 'ModelStageChanged'))
      await this.keeper.refreshOfModel(manager, event.payload.modelId, event.payload.version);
    if (isEvent(event, 'OrderPlaced', 'OrderChanged'))
      await this.keeper.refreshOfOrder(manager, event.payload.orderId);
    if (
      isEvent(
        event,
        'StudyReopened',
        'InstancesRejected',
        'InferenceWithdrawn',
        'InferencePlanned',
        'InferenceStarted',
        'InferenceFinished',
        'ResultsEncoded',
      )
    ) {
      await this.prioritiser.refresh(manager, event.payload.studyId);
    }
  }
}
