import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { ClaimStore } from './claim-store.js';
import { Leases } from './leases.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';

const BATCH = 100;

/** Ends claims whose time is over. */
@Injectable()
export class ClaimSweep {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly store: ClaimStore,
    private readonly leases: Leases,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** Ends claims that nobody kept up; returns how many. */
  async endRunOut(): Promise<number> {
    const studyIds = await this.store.runOut(this.clock.now(), BATCH);
    await this.repository.eachLocked(studyIds, async (manager, item) => {
      const claim = await this.store.of(manager, item.studyId);
      if (!claim || this.leases.stands(claim)) return;
      await this.store.remove(manager, item.studyId);
      await this.recorder.claimRanOut(manager, item, claim.holderId);
      await this.prioritiser.announce(manager, item);
    });
    return studyIds.length;
  }
}
