import type { AskClaim, HeldStudy, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { claimed, conflict, requireToken } from './claim-problems.js';
import { ClaimStore, type StoredClaim } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Leases } from './leases.js';
import { Prioritiser } from './prioritiser.js';
import { RightsService } from './rights.service.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';

/**
 * Who reads which study. A claim is a lease with a fencing token (Kleppmann, Designing Data-Intensive Applications, ch. 8):
 * all that is done under it names the token, so a reader who lost it learns so and changes nothing.
 */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly store: ClaimStore,
    private readonly leases: Leases,
    private readonly rights: RightsService,
    private readonly worklist: WorklistService,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
  ) {}

  /** Claims a study, keeps a claim up or takes one over, as the caller asks. */
  async ask(studyUid: string, { token, takeOver, override }: AskClaim, by: Principal): Promise<HeldStudy> {
    const held = await this.locked(studyUid, async (manager, item, claim) => {
      if (token !== undefined) return this.keep(manager, item, requireToken(claim, studyUid, token, by));
      if (item.reading !== 'unread')
        throw conflict('STUDY_IS_READ', 'The study is read', `Study ${studyUid} is read; put it back first.`);
      const standing = claim && this.leases.stands(claim) ? claim : undefined;
      if (standing?.holderId === by.id) return this.keep(manager, item, standing);
      if (standing && !takeOver) throw claimed(standing, studyUid);
      await this.rights.require(manager, item, by, override);
      if (standing && takeOver) {
        const detail = `from ${standing.holder}: ${takeOver.reason}`;
        await this.recorder.claimEnded(manager, item, { by, how: 'takenOver', detail });
      }
      const taken = await this.leases.take(manager, item, by, standing ? 'takenOver' : 'chosen');
      await this.prioritiser.announce(manager, item);
      return taken;
    });
    return { item: await this.worklist.requireItem(studyUid), token: held };
  }

  /** Gives the study back to all. */
  async release(studyUid: string, token: string, by: Principal): Promise<WorklistItem> {
    await this.locked(studyUid, async (manager, item, claim) => {
      requireToken(claim, studyUid, token, by);
      await this.leases.giveBack(manager, item, by);
      await this.prioritiser.announce(manager, item);
    });
    return this.worklist.requireItem(studyUid);
  }

  /** Nothing that others see changes, unless it is the first sign after a hand-over. */
  private async keep(manager: EntityManager, item: WorklistItemEntity, claim: StoredClaim): Promise<string> {
    const token = await this.leases.keep(manager, claim);
    if (claim.handedOverById !== null) await this.prioritiser.announce(manager, item);
    return token;
  }

  private async locked<T>(
    studyUid: string,
    work: (manager: EntityManager, item: WorklistItemEntity, claim: StoredClaim | undefined) => Promise<T>,
  ): Promise<T> {
    return this.repository.change(studyUid, async (manager, item) =>
      work(manager, item, await this.store.of(manager, item.studyId)),
    );
  }
}
