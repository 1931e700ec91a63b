import type { Skip, Skipped, Unskipped } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../identity/index.js';
import { AssignmentStore } from './assignment-store.js';
import { ChangeRecorder } from './change-recorder.js';
import { claimed, conflict, requireToken } from './claim-problems.js';
import { SKIP_HIDES_MS } from './domain/assignment.js';
import { Leases } from './leases.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';

/** Studies that a reader puts off, with a reason. Others are offered them at once. */
@Injectable()
export class SkipsService {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly assignment: AssignmentStore,
    private readonly leases: Leases,
    private readonly worklist: WorklistService,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
  ) {}

  /** Gives the study back where the caller holds it, and does not offer it to them again for a while. */
  async skip(studyUid: string, { token, reasonCode, note }: Skip, by: Principal): Promise<Skipped> {
    const at = await this.repository.change(studyUid, async (manager, item) => {
      if (item.reading !== 'unread')
        throw conflict(
          'STUDY_IS_READ',
          'The study is read',
          `Study ${studyUid} is read: there is nothing to skip.`,
        );
      const claim = await this.leases.of(manager, item.studyId);
      if (token !== undefined) requireToken(claim, studyUid, token, by);
      const own = claim?.holderId === by.id;
      if (claim && !own && this.leases.stands(claim)) throw claimed(claim, studyUid);
      const { studyId } = item;
      const skip = { studyId, readerId: by.id, reasonCode, note, gaveBack: own };
      const skippedAt = await this.assignment.addSkip(manager, skip);
      await this.recorder.studySkipped(manager, item, by, reasonCode);
      if (own) {
        await this.leases.giveBack(manager, item, by);
        await this.prioritiser.announce(manager, item);
      }
      return skippedAt;
    });
    const hiddenUntil = new Date(at.getTime() + SKIP_HIDES_MS).toISOString();
    return { item: await this.worklist.requireItem(studyUid), hiddenUntil };
  }

  /** As if it had not been: the caller holds the study again where they did, and nobody else does by now. */
  async undo(studyUid: string, by: Principal): Promise<Unskipped> {
    const token = await this.repository.change(studyUid, async (manager, item) => {
      const skip = await this.assignment.lastSkip(manager, item.studyId, by.id);
      if (!skip || !this.leases.mayUndo(skip.at))
        throw conflict(
          'UNDO_TOO_LATE',
          'Too late to undo',
          `Study ${studyUid} was not skipped by you just now.`,
        );
      await this.assignment.removeSkip(manager, skip);
      await this.recorder.skipUndone(manager, item, by);
      const free = item.reading === 'unread' && !(await this.leases.standing(manager, item.studyId));
      if (!skip.gaveBack || !free) return null;
      const taken = await this.leases.take(manager, item, by, 'returned');
      await this.prioritiser.announce(manager, item);
      return taken;
    });
    return { item: await this.worklist.requireItem(studyUid), token };
  }
}
