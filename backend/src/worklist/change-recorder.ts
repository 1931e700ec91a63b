import type { ClaimWay, HoldKind } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog, formatPosition } from '../platform/index.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';

/** Writes what a person did to the event log and the audit trail, in the transaction of the change. */
@Injectable()
export class ChangeRecorder {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /** Where the change stream stands: what a page read after this call shows is at least as new. */
  async position(): Promise<string> {
    return formatPosition(await this.events.head(this.dataSource.manager));
  }

  async orderClassSet(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    reason: string,
  ): Promise<void> {
    const { studyId, studyUid, orderClass } = item;
    await this.events.append(manager, 'OrderClassSet', { studyId, studyUid, orderClass, by: actorOf(by) });
    await this.auditChange(manager, item, by, 'worklist.prioritise', `${orderClass}: ${reason}`);
  }

  async readingMarked(manager: EntityManager, item: WorklistItemEntity, by: Principal): Promise<void> {
    const { studyId, studyUid, reading } = item;
    await this.events.append(manager, 'ReadingMarked', { studyId, studyUid, reading, by: actorOf(by) });
    await this.auditChange(manager, item, by, 'worklist.markRead', reading);
  }

  async studyClaimed(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    { token, how }: { token: string; how: ClaimWay },
  ): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'StudyClaimed', { studyId, studyUid, by: actorOf(by), token, how });
    await this.auditChange(manager, item, by, 'worklist.claim', 'claimed');
  }

  async claimEnded(
    manager: EntityManager,
    item: WorklistItemEntity,
    { by, how, detail }: { by: Principal; how: 'released' | 'takenOver' | 'read'; detail?: string },
  ): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'ClaimEnded', { studyId, studyUid, by: actorOf(by), how });
    await this.auditChange(manager, item, by, 'worklist.claim', detail ? `${how} ${detail}` : how);
  }

  /** From the one to the other; `undone` where the giver takes it back. */
  async claimHandedOver(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    {
      to,
      token,
      undone,
      reason,
    }: { to: string; token: string; undone: boolean; reason?: string | undefined },
  ): Promise<void> {
    const { studyId, studyUid } = item;
    const moved = { studyId, studyUid, by: actorOf(by), to: `person:${to}`, token, undone };
    await this.events.append(manager, 'ClaimHandedOver', moved);
    const detail = undone ? 'hand-over undone' : `handed over to ${moved.to}${reason ? `: ${reason}` : ''}`;
    await this.auditChange(manager, item, by, 'worklist.claim', detail);
  }

  /** The reader has no right to read the study, and reads it all the same. */
  async rightsOverridden(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    detail: string,
  ): Promise<void> {
    await this.auditChange(manager, item, by, 'worklist.claim', `override, ${detail}`);
  }

  async studySkipped(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    reasonCode: string,
  ): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'StudySkipped', { studyId, studyUid, by: actorOf(by), reasonCode });
    await this.auditChange(manager, item, by, 'worklist.claim', `skipped: ${reasonCode}`);
  }

  async skipUndone(manager: EntityManager, item: WorklistItemEntity, by: Principal): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'StudySkipUndone', { studyId, studyUid, by: actorOf(by) });
    await this.auditChange(manager, item, by, 'worklist.claim', 'skip undone');
  }

  /** `again` where its end is undone. */
  async holdPlaced(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    hold: { kind: HoldKind; until: string; again: boolean },
  ): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'HoldPlaced', { studyId, studyUid, by: actorOf(by), ...hold });
    const detail = `on hold${hold.again ? ' again' : ''} until ${hold.until}: ${hold.kind}`;
    await this.auditChange(manager, item, by, 'worklist.claim', detail);
  }

  async holdEnded(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    how: 'ended' | 'undone' | 'read',
  ): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'HoldEnded', { studyId, studyUid, by: actorOf(by), how });
    await this.auditChange(manager, item, by, 'worklist.claim', `hold ${how}`);
  }

  /** Nobody did it: its time is over. */
  async holdRanOut(manager: EntityManager, item: WorklistItemEntity, placedById: string): Promise<void> {
    const { studyId, studyUid } = item;
    const by = `person:${placedById}`;
    await this.events.append(manager, 'HoldEnded', { studyId, studyUid, by, how: 'expired' });
  }

  /** Nobody did it: the holder gave no sign. */
  async claimRanOut(manager: EntityManager, item: WorklistItemEntity, holderId: string): Promise<void> {
    const { studyId, studyUid } = item;
    await this.events.append(manager, 'ClaimEnded', {
      studyId,
      studyUid,
      by: `person:${holderId}`,
      how: 'expired',
    });
  }

  private async auditChange(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    action: string,
    detail: string,
  ): Promise<void> {
    const { studyUid } = item;
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
