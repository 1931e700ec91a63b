import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryStore } from '../messages/index.js';
import { Clock, EventLog } from '../platform/index.js';
import { AiResultsService } from '../results/index.js';
import { AlertStore, type Study } from './alert-store.js';
import { escalationAt } from './domain/escalation.js';
import { alertChanges, type Suspicion } from './domain/standing.js';
import { SettingsStore } from './settings-store.js';

/** Raises and ends alerts. Looks at what is, not at what happened, so that looking again changes nothing. */
@Injectable()
export class AlertKeeper {
  constructor(
    private readonly store: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly settings: SettingsStore,
    private readonly aiResults: AiResultsService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Brings the alerts of a study in line with its suspicions and its reading. */
  async reconsider(manager: EntityManager, study: Study): Promise<void> {
    const standing = await this.store.lockStanding(manager, study.studyId);
    const { place, revision, flagged } = await this.store.studyFacts(manager, study.studyId);
    const suspicions =
      place === 'unread' && flagged ? await this.suspicionsOf(manager, study.studyId, revision) : [];
    const { raise, restate, end } = alertChanges(standing, suspicions, place);
    if (raise.length > 0) {
      const { steps } = await this.settings.of(manager);
      const raisedAt = this.clock.now();
      const { dueAt } = escalationAt({ level: 'reader', raisedAt, settled: false }, steps, raisedAt);
      for (const suspected of raise) {
        const alertId = await this.store.raise(manager, study, suspected, { raisedAt, dueAt });
        await this.events.append(manager, 'AlertRaised', { alertId, ...study });
      }
    }
    for (const { id, models } of restate) await this.store.restate(manager, id, models);
    for (const { id: alertId, how } of end) {
      await this.store.end(manager, alertId, how, this.clock.now());
      await this.deliveries.stop(manager, alertId, this.clock.now());
      await this.events.append(manager, 'AlertClosed', { alertId, ...study, how });
    }
  }

  private async suspicionsOf(
    manager: EntityManager,
    studyId: string,
    revision: number,
  ): Promise<Suspicion[]> {
    const ai = await this.aiResults.ofStudies(new Map([[studyId, revision]]), manager);
    return ai.get(studyId)?.suspicions ?? [];
  }
}
