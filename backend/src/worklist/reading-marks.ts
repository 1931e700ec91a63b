import type { MarkReading } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { ReaderActivity } from '../results/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { claimed, readingSigned, requireToken } from './claim-problems.js';
import { ClaimStore } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Holds } from './holds.js';
import { Leases } from './leases.js';
import { RightsService } from './rights.service.js';
import { WorkloadStore } from './workload-store.js';

/** Who may mark a study as read, what ends with its reading, and what comes back when that is undone. */
@Injectable()
export class ReadingMarks {
  constructor(
    private readonly claims: ClaimStore,
    private readonly leases: Leases,
    private readonly rights: RightsService,
    private readonly activity: ReaderActivity,
    private readonly recorder: ChangeRecorder,
    private readonly workload: WorkloadStore,
    private readonly holds: Holds,
  ) {}

  /**
   * Marks the row, which the caller saves; returns the token of the claim that the caller has again. Throws 409 where
   * another reader holds the study, or the claim that the caller names is over, and 403 where a reader marks as read what
   * they neither hold nor have a right to. A reading that was signed is not taken back.
   */
  async mark(
    manager: EntityManager,
    item: WorklistItemEntity,
    { reading, claimToken, claimAgain }: MarkReading,
    by: Principal,
  ): Promise<string | null> {
    if (reading === 'unread' && item.signed) throw readingSigned(item.studyUid);
    const claim = await this.claims.of(manager, item.studyId);
    if (claimToken !== undefined) requireToken(claim, item.studyUid, claimToken, by);
    if (claim && claim.holderId !== by.id && this.leases.stands(claim)) throw claimed(claim, item.studyUid);
    if (reading === 'read' && claim?.holderId !== by.id) await this.rights.require(manager, item, by);
    if (claim) {
      await this.claims.remove(manager, item.studyId);
      await this.recorder.claimEnded(manager, item, { by, how: reading === 'read' ? 'read' : 'released' });
    }
    const before = item.reading;
    item.reading = reading;
    if (reading === 'read') await this.holds.end(manager, item, by, 'read');
    else await this.holds.resume(manager, item, by, 'read');
    if (reading === 'read') await this.activity.read(manager, item);
    if (reading === 'read' && before !== 'read') await this.workload.addReading(manager, item.studyId, by.id);
    if (reading === 'unread') await this.workload.removeReading(manager, item.studyId, by.id);
    return reading === 'unread' && claimAgain ? this.leases.take(manager, item, by, 'returned') : null;
  }
}
