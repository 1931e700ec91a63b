import type { HandOver, HeldStudy, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { notFound } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { conflict, requireToken } from './claim-problems.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Leases } from './leases.js';
import { Prioritiser } from './prioritiser.js';
import { ReaderStore } from './reader-store.js';
import { RightsService } from './rights.service.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';

/** A held study goes to a named reader, who takes it up with a first sign, or leaves it until its lease ends. */
@Injectable()
export class HandOverService {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly leases: Leases,
    private readonly readers: ReaderStore,
    private readonly rights: RightsService,
    private readonly worklist: WorklistService,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
  ) {}

  /** Whom it goes to may hold more than their cap: a person decides here. Their right to read it is asked. */
  async handOver(
    studyUid: string,
    { token, readerId, reason }: HandOver,
    by: Principal,
  ): Promise<WorklistItem> {
    await this.repository.change(studyUid, async (manager, item) => {
      requireToken(await this.leases.of(manager, item.studyId), studyUid, token, by);
      const to = await this.receiver(manager, item, readerId, by);
      const given = await this.leases.giveTo(manager, item, to, by);
      await this.recorder.claimHandedOver(manager, item, by, {
        to: to.id,
        token: given,
        undone: false,
        reason,
      });
      await this.prioritiser.announce(manager, item);
    });
    return this.worklist.requireItem(studyUid);
  }

  /** The giver has it back, as long as the receiver gave no sign. */
  async undo(studyUid: string, by: Principal): Promise<HeldStudy> {
    const token = await this.repository.change(studyUid, async (manager, item) => {
      const claim = await this.leases.standing(manager, item.studyId);
      if (claim?.handedOverById !== by.id || !this.leases.mayUndo(claim.since))
        throw conflict(
          'UNDO_TOO_LATE',
          'Too late to undo',
          `The hand-over of study ${studyUid} stands: ${claim ? `${claim.holder} has it` : 'it is over'}.`,
        );
      const back = await this.leases.take(manager, item, by, 'returned');
      await this.recorder.claimHandedOver(manager, item, by, { to: by.id, token: back, undone: true });
      await this.prioritiser.announce(manager, item);
      return back;
    });
    return { item: await this.worklist.requireItem(studyUid), token };
  }

  private async receiver(
    manager: EntityManager,
    item: WorklistItemEntity,
    readerId: string,
    by: Principal,
  ): Promise<{ id: string; name: string }> {
    const profile = await this.readers.profile(manager, readerId);
    if (!profile) throw notFound('Reader', readerId);
    const name = profile.displayName;
    if (readerId === by.id)
      throw conflict('HANDED_TO_SELF', 'It is yours already', `You hold study ${item.studyUid} yourself.`);
    const right = await this.rights.of(manager, item, readerId);
    if (!right.may)
      throw conflict(
        'RECEIVER_MAY_NOT_READ',
        'Not theirs to read',
        `${name} ${right.reason}, so study ${item.studyUid} stays with you. Choose another reader.`,
      );
    return { id: readerId, name };
  }
}
