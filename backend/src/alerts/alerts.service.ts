import type { Alert, AlertPage, AlertQuery, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { DeliveryStore } from '../messages/index.js';
import { Clock, DomainError, EventLog, notFound, timeCursorOf } from '../platform/index.js';
import { WorklistService } from '../worklist/index.js';
import { AlertStore, type StoredAlert } from './alert-store.js';

/** What readers do with alerts. */
@Injectable()
export class AlertsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: AlertStore,
    private readonly deliveries: DeliveryStore,
    private readonly worklist: WorklistService,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async page(query: AlertQuery): Promise<AlertPage> {
    const now = this.clock.now();
    const rows = await this.store.page(query, now);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      alerts: await this.viewOf(page),
      next: rows.length > query.limit && last ? timeCursorOf({ at: last.raisedAt, id: last.id }) : null,
      open: (await this.store.counts(now)).open,
    };
  }

  /** Ends the escalation. Throws 409 where somebody else did so before, or the alert is over. */
  async acknowledge(id: string, by: Principal): Promise<Alert> {
    const alert = await this.dataSource.transaction(async (manager) => {
      const found = await this.store.lock(manager, id);
      if (!found) throw notFound('Alert', id);
      if (found.endedHow !== null) throw over(found);
      if (found.acknowledgedAt !== null) {
        if (found.acknowledgedBy === by.displayName) return found;
        throw acknowledged(found);
      }
      return this.settle(manager, found, by, `${id} at level ${found.level}`);
    });
    const [view] = await this.viewOf([alert]);
    return view as Alert;
  }

  /**
   * In the transaction in which a reader marks its finding critical: whoever does that has seen it. One that is acknowledged
   * or over stays as it is. Throws 404 where the study has no such alert.
   */
  async seenWhileMarking(
    manager: EntityManager,
    { alertId, studyId }: { alertId: string; studyId: string },
    by: Principal,
  ): Promise<void> {
    const found = await this.store.lock(manager, alertId);
    if (found?.studyId !== studyId) throw notFound('Alert of this study', alertId);
    if (found.endedHow !== null || found.acknowledgedAt !== null) return;
    await this.settle(manager, found, by, `${alertId} at level ${found.level}, by marking it critical`);
  }

  /** Nobody else is told of it. */
  private async settle(
    manager: EntityManager,
    alert: StoredAlert,
    by: Principal,
    detail: string,
  ): Promise<StoredAlert> {
    const { id, studyId, studyUid } = alert;
    const at = this.clock.now();
    await this.store.acknowledge(manager, id, by.displayName, at);
    await this.deliveries.stop(manager, id, at);
    await this.events.append(manager, 'AlertAcknowledged', {
      alertId: id,
      studyId,
      studyUid,
      by: actorOf(by),
    });
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'alert.acknowledge',
      outcome: 'success',
      studyUid,
      detail,
    });
    return { ...alert, acknowledgedBy: by.displayName, acknowledgedAt: at, dueAt: null };
  }

  private async viewOf(alerts: readonly StoredAlert[]): Promise<Alert[]> {
    const items = await this.worklist.items([...new Set(alerts.map((alert) => alert.studyUid))]);
    const undelivered = await this.deliveries.undelivered(alerts.map((alert) => alert.id));
    return alerts.map((alert) => alertOf(alert, items.get(alert.studyUid), undelivered.get(alert.id) ?? 0));
  }
}

function alertOf(alert: StoredAlert, item: WorklistItem | undefined, undelivered: number): Alert {
  const { id, studyUid, finding, suspected, models, level } = alert;
  return {
    id,
    studyInstanceUid: studyUid,
    patient: item?.patient ?? null,
    studyDescription: item?.studyDescription ?? null,
    finding,
    suspected,
    models,
    raisedAt: alert.raisedAt.toISOString(),
    level,
    dueAt: alert.dueAt?.toISOString() ?? null,
    undelivered,
    acknowledged:
      alert.acknowledgedAt !== null && alert.acknowledgedBy !== null
        ? { by: alert.acknowledgedBy, at: alert.acknowledgedAt.toISOString() }
        : null,
    ended:
      alert.endedAt !== null && alert.endedHow !== null
        ? { how: alert.endedHow, at: alert.endedAt.toISOString() }
        : null,
  };
}

function acknowledged({ id, acknowledgedBy, acknowledgedAt }: StoredAlert): DomainError {
  return new DomainError(
    'ALERT_ACKNOWLEDGED',
    409,
    'The alert is acknowledged',
    `${acknowledgedBy} acknowledged alert ${id} at ${acknowledgedAt?.toISOString()}. There is nothing left to do.`,
  );
}

const ends = {
  read: 'its study was read',
  withdrawn: 'its suspicion was withdrawn',
  deleted: 'its study was deleted',
};

function over({ id, endedHow }: StoredAlert): DomainError {
  const how = endedHow ? ends[endedHow] : 'it ended';
  return new DomainError('ALERT_OVER', 409, 'The alert is over', `Alert ${id} is over: ${how}.`);
}
