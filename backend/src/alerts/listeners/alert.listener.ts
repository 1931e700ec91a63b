import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { EventConsumer, EventLog, Loop, WakeUp } from '../../platform/index.js';
import { AlertKeeper } from '../alert-keeper.js';
import { EscalationService } from '../escalation.service.js';

const CHECK_MS = 1000;

/**
 * Raises and ends alerts as the worklist changes, and lets them escalate as time goes on; in the worker. The row of a
 * study changes with all that an alert depends on: AI results, stages of models, reading, deletion.
 */
@Injectable()
export class AlertListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AlertListener.name);
  private readonly consumer: EventConsumer<'WorklistItemChanged'>;
  private readonly escalation: Loop;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    log: EventLog,
    wakeUp: WakeUp,
    keeper: AlertKeeper,
    escalation: EscalationService,
  ) {
    this.consumer = new EventConsumer(
      'alerts',
      ['WorklistItemChanged'],
      async ({ payload: { studyId, studyUid } }, manager) => {
        await keeper.reconsider(manager, { studyId, studyUid });
      },
      dataSource,
      log,
      wakeUp,
    );
    this.escalation = new Loop(
      async () => (await escalation.escalateDue()) > 0,
      CHECK_MS,
      (error) => this.logger.error(`Alerts could not escalate, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.consumer.start();
    this.escalation.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.stop(), this.escalation.stop()]);
  }
}
