import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { isWithdrawn } from '../../models/index.js';
import { EventConsumer, EventLog, isEvent, WakeUp, type StoredEvent } from '../../platform/index.js';
import { Withholding } from '../withholding.js';

/** Takes the objects of a paused model from readers, and gives them back when it runs again; in the worker. */
@Injectable()
export class WithholdingListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    private readonly withholding: Withholding,
  ) {
    this.consumer = new EventConsumer(
      'withholding',
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

  private async handle(event: StoredEvent, manager: EntityManager): Promise<void> {
    if (!isEvent(event, 'ModelStageChanged')) return;
    const { modelId, version, from, to } = event.payload;
    if (!isWithdrawn(to) && (from === null || !isWithdrawn(from))) return;
    const studies = await manager.query<{ study_id: string }[]>(
      `select distinct study_id from inference_run join result_object on run_id = inference_run.id
        where model_id = $1 and model_version = $2 order by study_id`,
      [modelId, version],
    );
    for (const { study_id: studyId } of studies) await this.withholding.restate(manager, studyId);
  }
}
