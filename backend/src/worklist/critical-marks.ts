import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';

/** What critical results mean for the row of their study: it says how many are open, and stays where it is. */
@Injectable()
export class CriticalMarks {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly prioritiser: Prioritiser,
  ) {}

  /** Counts again, in the transaction that marked, closed or withdrew one, behind its event. */
  async count(manager: EntityManager, studyUid: string): Promise<void> {
    const item = await this.repository.lockByUid(manager, studyUid);
    if (!item) return;
    const open = await this.repository.openCritical(manager, studyUid);
    if (item.openCritical === open) return;
    item.openCritical = open;
    await this.prioritiser.announce(manager, item);
  }
}
