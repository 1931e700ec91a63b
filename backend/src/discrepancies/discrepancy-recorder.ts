import type { DiscrepancyGrade, DiscrepancyOutcome } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog, type EventMap } from '../platform/index.js';

type Found = EventMap['DiscrepancyFound'];

/** Writes what became of a discrepancy to the event log, and who did it to the audit trail; nothing of what was said. */
@Injectable()
export class DiscrepancyRecorder {
  constructor(
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  async found(manager: EntityManager, one: Found): Promise<void> {
    await this.events.append(manager, 'DiscrepancyFound', one);
  }

  async graded(manager: EntityManager, one: Found, grade: DiscrepancyGrade, by: Principal): Promise<void> {
    await this.events.append(manager, 'DiscrepancyGraded', { ...one, grade, by: actorOf(by) });
    await this.record(manager, one.studyUid, by, ['discrepancy.grade', `${one.discrepancyId} ${grade}`]);
  }

  async closed(
    manager: EntityManager,
    one: Found,
    outcome: DiscrepancyOutcome,
    by: Principal,
  ): Promise<void> {
    await this.events.append(manager, 'DiscrepancyClosed', { ...one, outcome, by: actorOf(by) });
    await this.record(manager, one.studyUid, by, ['discrepancy.close', `${one.discrepancyId} ${outcome}`]);
  }

  async interpreted(manager: EntityManager, one: Interpreted, by: Principal): Promise<void> {
    await this.events.append(manager, 'EmergencyInterpreted', { ...one, by: actorOf(by) });
    await this.record(manager, one.studyUid, by, ['emergency.interpret', one.interpretationId]);
  }

  private async record(
    manager: EntityManager,
    studyUid: string,
    by: Principal,
    [action, detail]: [action: string, detail: string],
  ): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      studyUid,
      detail,
    });
  }
}

type Interpreted = Omit<EventMap['EmergencyInterpreted'], 'by'>;
