import type { AskClaim, HeldStudy, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { claimed, conflict, requireToken } from './claim-problems.js';
import { ClaimStore, type StoredClaim } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';

/** How long a claim stands without a sign of its holder. Pages give one four times as often. */
export const LEASE_MS = 120_000;
const RUN_OUT_BATCH = 100;

/**
 * Who reads which study. A claim is a lease with a fencing token (Kleppmann, Designing Data-Intensive Applications, ch. 8):
 * all that is done under it names the token, so a reader who lost it learns so and changes nothing.
 */
@Injectable()
export class ClaimsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly repository: WorklistRepository,
    private readonly store: ClaimStore,
    private readonly worklist: WorklistService,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** Claims a study, keeps a claim up or takes one over, as the caller asks. */
  async ask(studyUid: string, { token, takeOver }: AskClaim, by: Principal): Promise<HeldStudy> {
    const held = await this.locked(studyUid, async (manager, item, claim) => {
      if (token !== undefined) return this.keep(manager, item, requireToken(claim, studyUid, token, by));
      if (item.reading !== 'unread')
        throw conflict('STUDY_IS_READ', 'The study is read', `Study ${studyUid} is read; put it back first.`);
      if (claim?.holderId === by.id && this.stands(claim)) return this.keep(manager, item, claim);
      if (claim && this.stands(claim)) {
        if (!takeOver) throw claimed(claim, studyUid);
        await this.recorder.claimEnded(manager, item, {
          by,
          how: 'takenOver',
          detail: `from ${claim.holder}: ${takeOver.reason}`,
        });
      }
      return this.put(manager, item, by);
    });
    return { item: await this.worklist.requireItem(studyUid), token: held };
  }

  /** Gives the study back to all. */
  async release(studyUid: string, token: string, by: Principal): Promise<WorklistItem> {
    await this.locked(studyUid, async (manager, item, claim) => {
      requireToken(claim, studyUid, token, by);
      await this.store.remove(manager, item.studyId);
      await this.recorder.claimEnded(manager, item, { by, how: 'released' });
      await this.prioritiser.announce(manager, item);
    });
    return this.worklist.requireItem(studyUid);
  }

  /** Ends claims that nobody kept up; returns how many. */
  async endRunOut(): Promise<number> {
    const studyIds = await this.store.runOut(this.clock.now(), RUN_OUT_BATCH);
    for (const studyId of studyIds)
      await this.dataSource.transaction(async (manager) => {
        const item = await this.repository.lock(manager, studyId);
        const claim = await this.store.of(manager, studyId);
        if (!item || !claim || this.stands(claim)) return;
        await this.store.remove(manager, studyId);
        await this.recorder.claimRanOut(manager, item, claim.holderId);
        await this.prioritiser.announce(manager, item);
      });
    return studyIds.length;
  }

  private async put(manager: EntityManager, item: WorklistItemEntity, by: Principal): Promise<string> {
    const since = this.clock.now();
    const { studyId } = item;
    const lease = { studyId, holderId: by.id, holder: by.displayName, since, expiresAt: this.leaseEnd() };
    const token = await this.store.put(manager, lease);
    await this.recorder.studyClaimed(manager, item, by, token);
    await this.prioritiser.announce(manager, item);
    return token;
  }

  /** Nothing that others see changes: the row stays as it is. */
  private async keep(manager: EntityManager, item: WorklistItemEntity, claim: StoredClaim): Promise<string> {
    await this.store.extend(manager, item.studyId, this.leaseEnd());
    return claim.token;
  }

  private async locked<T>(
    studyUid: string,
    work: (manager: EntityManager, item: WorklistItemEntity, claim: StoredClaim | undefined) => Promise<T>,
  ): Promise<T> {
    return this.repository.change(studyUid, async (manager, item) =>
      work(manager, item, await this.store.of(manager, item.studyId)),
    );
  }

  private stands(claim: StoredClaim): boolean {
    return claim.expiresAt > this.clock.now();
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}
