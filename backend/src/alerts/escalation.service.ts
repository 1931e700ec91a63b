import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AlertSteps } from '@firstread/contract';
import type { DataSource, EntityManager } from 'typeorm';
import { DeliveryStore } from '../messages/index.js';
import { Clock, EventLog } from '../platform/index.js';
import { AlertStore, type StoredAlert } from './alert-store.js';
import { escalationAt } from './domain/escalation.js';
import { SettingsStore } from './settings-store.js';

const BATCH = 20;

/** Tells the next level of alerts that nobody acknowledged in time. */
@Injectable()
export class EscalationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly settings: SettingsStore,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Level, messages to send and events commit together; returns how many alerts were due. */
  async escalateDue(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const due = await this.store.lockDue(manager, now, BATCH);
      if (due.length === 0) return 0;
      const { steps } = await this.settings.of(manager);
      for (const alert of due) await this.escalate(manager, alert, steps, now);
      return due.length;
    });
  }

  /** When each open alert goes on under other steps; the transaction writes those too. */
  async follow(manager: EntityManager, steps: AlertSteps): Promise<void> {
    for (const alert of await this.store.lockOpen(manager))
      await this.escalate(manager, alert, steps, this.clock.now());
  }

  private async escalate(
    manager: EntityManager,
    alert: StoredAlert,
    steps: AlertSteps,
    now: Date,
  ): Promise<void> {
    const { id: alertId, studyId, studyUid, raisedAt, level } = alert;
    const settled = alert.acknowledgedAt !== null || alert.endedAt !== null;
    const { reached, dueAt } = escalationAt({ level, raisedAt, settled }, steps, now);
    await this.store.reach(manager, alertId, reached.at(-1) ?? level, dueAt);
    const about = { topic: 'alert', id: alertId, since: raisedAt } as const;
    for (const told of reached) {
      await this.deliveries.plan(manager, about, told, steps[told].targets, now);
      await this.events.append(manager, 'AlertEscalated', { alertId, studyId, studyUid, level: told });
    }
  }
}
