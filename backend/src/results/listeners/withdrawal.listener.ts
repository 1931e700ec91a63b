import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Rejections } from '../../archive/index.js';
import { DERIVED_KINDS, derivedObjectUids } from '../../dicom/index.js';
import { EventConsumer, EventLog, WakeUp, type StoredEvent } from '../../platform/index.js';

/**
 * Hides the objects of withdrawn runs; runs in the worker. Their UIDs follow from the run, so one that is being
 * written just then is hidden when it arrives.
 */
@Injectable()
export class WithdrawalListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer<'InferenceWithdrawn'>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly rejections: Rejections,
  ) {
    this.consumer = new EventConsumer(
      'results',
      ['InferenceWithdrawn'],
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

  async handle(event: StoredEvent<'InferenceWithdrawn'>, manager: EntityManager): Promise<void> {
    const objects = event.payload.runIds.flatMap((runId) =>
      DERIVED_KINDS.map((kind) => derivedObjectUids(runId, kind).SOPInstanceUID),
    );
    await this.rejections.withdraw(manager, event.payload, objects);
  }
}
