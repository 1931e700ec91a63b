import { Injectable } from '@nestjs/common';
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
    private readonly repository: WorklistRepository,
    private readonly store: HoldStore,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** Returns how many it looked at. */
  async endRunOut(): Promise<number> {
    const studyIds = await this.store.runOut(this.clock.now(), BATCH);
    await this.repository.eachLocked(studyIds, async (manager, item) => {
      const hold = await this.store.of(manager, item.studyId);
      if (!hold || holdStands(hold, this.clock.now())) return;
      await this.store.remove(manager, item.studyId);
      if (hold.endedAt !== null) return;
      await this.recorder.holdRanOut(manager, item, hold.byId);
      await this.prioritiser.decideAgain(manager, item);
    });
    return studyIds.length;
  }
}
