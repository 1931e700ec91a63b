import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
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
    @InjectDataSource() private readonly dataSource: DataSource,
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
    for (const studyId of studyIds)
      await this.dataSource.transaction(async (manager) => {
        const item = await this.repository.lock(manager, studyId);
        const claim = await this.store.of(manager, studyId);
        if (!item || !claim || this.leases.stands(claim)) return;
        await this.store.remove(manager, studyId);
        await this.recorder.claimRanOut(manager, item, claim.holderId);
        await this.prioritiser.announce(manager, item);
      });
    return studyIds.length;
  }
}
