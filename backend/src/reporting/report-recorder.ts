import type { SignedStage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog } from '../platform/index.js';
import type { ReportRow } from './report-store.js';

type Reported = Pick<ReportRow, 'id' | 'studyId' | 'studyUid'>;

/** Writes what a person did with a report to the event log and the audit trail; nothing of its text. */
@Injectable()
export class ReportRecorder {
  constructor(
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  async started(manager: EntityManager, report: Reported, by: Principal): Promise<void> {
    const { id: reportId, studyId, studyUid } = report;
    await this.events.append(manager, 'ReportStarted', { reportId, studyId, studyUid, by: actorOf(by) });
    await this.changed(manager, report, by, 'begun');
  }

  async signed(
    manager: EntityManager,
    report: Reported,
    by: Principal,
    {
      version,
      stage,
      warnings,
    }: { version: number; stage: SignedStage; warnings: readonly { kind: string }[] },
  ): Promise<void> {
    const { id: reportId, studyId, studyUid } = report;
    const event = { reportId, studyId, studyUid, version, stage, by: actorOf(by) };
    await this.events.append(manager, 'ReportSigned', event);
    const seen =
      warnings.length === 0 ? '' : `, warnings seen: ${warnings.map(({ kind }) => kind).join(' ')}`;
    await this.record(manager, report, by, 'report.sign', `version ${version} ${stage}${seen}`);
  }

  async changed(manager: EntityManager, report: Reported, by: Principal, detail: string): Promise<void> {
    await this.record(manager, report, by, 'report.write', detail);
  }

  private async record(
    manager: EntityManager,
    { id, studyUid }: Reported,
    by: Principal,
    action: string,
    detail: string,
  ): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      studyUid,
      detail: `report ${id} ${detail}`,
    });
  }
}
