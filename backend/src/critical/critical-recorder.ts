import type { CriticalTold } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog } from '../platform/index.js';
import { CriticalMarks } from '../worklist/index.js';
import type { StoredCritical } from './critical-store.js';

type Of = Pick<StoredCritical, 'id' | 'studyId' | 'studyUid'>;
type PlainEvent = 'CriticalIdentified' | 'CriticalAcknowledged' | 'CriticalClosed' | 'CriticalWithdrawn';

/** Writes what was done to the event log and the audit trail, in the transaction of the step. */
@Injectable()
export class CriticalRecorder {
  constructor(
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly rows: CriticalMarks,
  ) {}

  /** `at`: when it happened, where that is not now. */
  async step(
    manager: EntityManager,
    result: Of,
    by: Principal,
    { name, detail, at }: { name: PlainEvent; detail: string; at?: Date },
  ): Promise<void> {
    const said = at ? { at: at.toISOString() } : {};
    await this.events.append(manager, name, { ...eventOf(result, by), ...said });
    await this.auditLine(manager, result, by, detail);
    if (name !== 'CriticalAcknowledged') await this.rows.count(manager, result.studyUid);
  }

  async attempted(manager: EntityManager, result: Of, by: Principal, reached: boolean): Promise<void> {
    await this.events.append(manager, 'CriticalCommunicationAttempted', { ...eventOf(result, by), reached });
    await this.auditLine(manager, result, by, reached ? 'attempt, reached' : 'attempt, not reached');
  }

  /** `to` is an account, or null for nobody in particular. */
  async assigned(manager: EntityManager, result: Of, by: Principal, to: string | null): Promise<void> {
    const whom = to === null ? null : `person:${to}`;
    await this.events.append(manager, 'CriticalAssigned', { ...eventOf(result, by), to: whom });
    await this.auditLine(manager, result, by, `assigned to ${whom ?? 'nobody'}`);
  }

  /** Nobody did it: its time went by. */
  async escalated(manager: EntityManager, { id, studyId, studyUid }: Of, told: CriticalTold): Promise<void> {
    await this.events.append(manager, 'CriticalEscalated', { criticalId: id, studyId, studyUid, told });
  }

  private async auditLine(manager: EntityManager, result: Of, by: Principal, detail: string): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'critical.write',
      outcome: 'success',
      studyUid: result.studyUid,
      detail: `${result.id} ${detail}`,
    });
  }
}

function eventOf({ id, studyId, studyUid }: Of, by: Principal) {
  return { criticalId: id, studyId, studyUid, by: actorOf(by) };
}
