import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';
import { holdStands } from '../triage/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { HoldStore } from './hold-store.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';

const BATCH = 100;

/** Removes holds whose time is over. They have no effect from then on in any case: this tells open lists. */
@Injectable()
export class HoldSweep {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly repository: WorklistRepository,
    private readonly store: HoldStore,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** Returns how many it looked at. */
  async endRunOut(): Promise<number> {
    const studyIds = await this.store.runOut(this.clock.now(), BATCH);
    for (const studyId of studyIds)
      await this.dataSource.transaction(async (manager) => {
        const item = await this.repository.lock(manager, studyId);
        const hold = await this.store.of(manager, studyId);
        if (!item || !hold || holdStands(hold, this.clock.now())) return;
        await this.store.remove(manager, studyId);
        if (hold.endedAt !== null) return;
        await this.recorder.holdRanOut(manager, item, hold.byId);
        await this.prioritiser.decideAgain(manager, item);
      });
    return studyIds.length;
  }
}
