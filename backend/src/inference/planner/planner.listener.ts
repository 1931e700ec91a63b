import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import {
  Config,
  EventConsumer,
  EventLog,
  isEvent,
  JobDispatcher,
  JobQueue,
  WakeUp,
  type StoredEvent,
} from '../../platform/index.js';
import { RunStore } from '../run-store.js';
import { Planner } from './planner.js';

const HEARD = ['StudyCompleted', 'StudyMadeReading', 'ModelStageChanged', 'InstancesRejected'] as const;
type Heard = (typeof HEARD)[number];

/** Plans the runs of each completed study and keeps them on the queue; runs in the worker. */
@Injectable()
export class PlannerListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer<Heard>;
  private readonly dispatcher: JobDispatcher;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly planner: Planner,
    private readonly runs: RunStore,
    queue: JobQueue,
    config: Config,
  ) {
    this.consumer = new EventConsumer(
      'planner',
      HEARD,
      (event, manager) => this.handle(event, manager),
      dataSource,
      log,
      wakeUp,
    );
    this.dispatcher = new JobDispatcher(
      'inference.run',
      (limit) => runs.open(limit, config.env.INFERENCE_CONCURRENCY),
      queue,
      wakeUp,
      ['InferencePlanned', 'InferenceFinished', 'InferenceWithdrawn', 'ModelStageChanged'],
      config.env.SWEEP_MS,
    );
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
    this.dispatcher.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.stop(), this.dispatcher.stop()]);
  }

  private async handle(event: StoredEvent<Heard>, manager: EntityManager): Promise<void> {
    if (isEvent(event, 'StudyCompleted') || (isEvent(event, 'StudyMadeReading') && event.payload.complete))
      await this.planner.plan(manager, event.payload);
    if (isEvent(event, 'ModelStageChanged') && ['paused', 'retired'].includes(event.payload.to)) {
      const { modelId, version, to, reason } = event.payload;
      await this.runs.abandon(manager, modelId, version, `The model was ${to}: ${reason}`);
    }
    if (isEvent(event, 'InstancesRejected') && !event.payload.onArrival) {
      const series = new Set(event.payload.instances.map((instance) => instance.seriesUid));
      await this.runs.withdraw(manager, event.payload, [...series]);
    }
  }
}
