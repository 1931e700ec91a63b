import type { CriticalSteps } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { DeliveryStore } from '../messages/index.js';
import { Clock } from '../platform/index.js';
import { CriticalRecorder } from './critical-recorder.js';
import { CriticalStore, type StoredCritical } from './critical-store.js';
import { escalationAt } from './domain/escalation.js';
import { UNDO_MS } from './domain/loop.js';
import { SettingsStore } from './settings-store.js';

const BATCH = 20;

/** Tells the next level of critical results that nobody has received in time. */
@Injectable()
export class CriticalEscalationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: CriticalStore,
    private readonly deliveries: DeliveryStore,
    private readonly settings: SettingsStore,
    private readonly recorder: CriticalRecorder,
    private readonly clock: Clock,
  ) {}

  /** Level, messages to send and events commit together; returns how many results were due. */
  async escalateDue(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const due = await this.store.lockDue(manager, now, BATCH);
      if (due.length === 0) return 0;
      const { steps } = await this.settings.of(manager);
      for (const result of due) await this.escalate(manager, result, steps, now);
      return due.length;
    });
  }

  /** When each unreceived result goes on under other steps; the transaction writes those too. */
  async follow(manager: EntityManager, steps: CriticalSteps): Promise<void> {
    for (const result of await this.store.lockUnreceived(manager))
      await this.escalate(manager, result, steps, this.clock.now());
  }

  private async escalate(
    manager: EntityManager,
    result: StoredCritical,
    steps: CriticalSteps,
    now: Date,
  ): Promise<void> {
    const { id, told, identifiedAt, dueAt, state } = result;
    const undoUntil = new Date(result.markedAt.getTime() + UNDO_MS);
    const escalating = { told, identifiedAt, dueAt, undoUntil, settled: state !== 'open' };
    const { reached, dueAt: tellAt } = escalationAt(escalating, steps, now);
    await this.store.tell(manager, id, reached.at(-1) ?? told, tellAt);
    const about = { topic: 'critical', id, since: identifiedAt } as const;
    for (const level of reached) {
      await this.deliveries.plan(manager, about, level, steps[level].targets, now);
      await this.recorder.escalated(manager, result, level);
    }
  }
}
