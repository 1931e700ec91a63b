import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { isWithdrawn } from '../../models/index.js';
import { EventConsumer, EventLog, isEvent, WakeUp, type StoredEvent } from '../../platform/index.js';
import { Withholding } from '../withholding.js';

const HEARD = ['ResultsTurned', 'ModelStageChanged'] as const;
type Heard = (typeof HEARD)[number];

/**
 * Takes the objects of a paused model from readers, and gives them back when it runs again; in the worker. The change of
 * stage becomes an event for each study, the newest first, so that no transaction holds more than a batch of them.
 */
@Injectable()
export class WithholdingListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly consumer: EventConsumer<Heard>;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly log: EventLog,
    wakeUp: WakeUp,
    private readonly withholding: Withholding,
  ) {
    this.consumer = new EventConsumer(
      'withholding',
      HEARD,
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

  private async handle(event: StoredEvent<Heard>, manager: EntityManager): Promise<void> {
    if (isEvent(event, 'ResultsTurned')) await this.withholding.restate(manager, event.payload.studyId);
    if (!isEvent(event, 'ModelStageChanged')) return;
    const { modelId, version, from, to } = event.payload;
    if (!isWithdrawn(to) && (from === null || !isWithdrawn(from))) return;
    const studies = await manager.query<{ studyId: string; studyUid: string }[]>(
      `select study_id as "studyId", study_uid as "studyUid"
         from inference_run run
        where model_id = $1 and model_version = $2
          and exists (select from result_object where run_id = run.id)
        group by study_id, study_uid order by max(created_at) desc`,
      [modelId, version],
    );
    await this.log.appendAll(manager, 'ResultsTurned', studies);
  }
}
