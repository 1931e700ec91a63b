import type { MarkReading } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ReaderActivity } from '../results/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { claimed, requireToken } from './claim-problems.js';
import { ClaimStore } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';

/** Who may mark a study as read, and what ends with its reading. */
@Injectable()
export class ReadingMarks {
  constructor(
    private readonly claims: ClaimStore,
    private readonly activity: ReaderActivity,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Marks the row, which the caller saves. Throws 409 where another reader holds the study, or the claim that the caller
   * names is over.
   */
  async mark(
    manager: EntityManager,
    item: WorklistItemEntity,
    { reading, claimToken }: MarkReading,
    by: Principal,
  ): Promise<void> {
    const claim = await this.claims.of(manager, item.studyId);
    if (claimToken !== undefined) requireToken(claim, item.studyUid, claimToken, by);
    if (claim && claim.holderId !== by.id && claim.expiresAt > this.clock.now())
      throw claimed(claim, item.studyUid);
    if (claim) {
      await this.claims.remove(manager, item.studyId);
      await this.recorder.claimEnded(manager, item, { by, how: 'read' });
    }
    item.reading = reading;
    if (reading === 'read') await this.activity.read(manager, item);
  }
}
