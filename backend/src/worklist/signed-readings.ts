import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { ClaimStore } from './claim-store.js';
import { Prioritiser } from './prioritiser.js';
import { ReadingMarks } from './reading-marks.js';
import { WorklistRepository } from './worklist.repository.js';

/** What the signature of a report means for the row of its study, in the transaction of the signature. */
@Injectable()
export class SignedReadings {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly readings: ReadingMarks,
    private readonly claims: ClaimStore,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
  ) {}

  /** The study is read and stays so. Refused as marking it as read is; a study without a row has nothing to mark. */
  async final(manager: EntityManager, studyId: string, by: Principal): Promise<void> {
    const item = await this.repository.lock(manager, studyId);
    if (!item || item.reading === 'nothingToRead') return;
    const wasUnread = item.reading === 'unread';
    if (wasUnread)
      await this.readings.mark(manager, item, { reading: 'read', expectedVersion: item.version }, by);
    item.signed = true;
    item.preliminaryBy = null;
    await this.prioritiser.decideAgain(manager, item);
    if (wasUnread) await this.recorder.readingMarked(manager, item, by);
  }

  /** The study stays on the list and says who signed; a claim of the signer ends, so that an attending can take it. */
  async preliminary(manager: EntityManager, studyId: string, by: Principal): Promise<void> {
    const item = await this.repository.lock(manager, studyId);
    if (!item || item.reading === 'nothingToRead') return;
    const claim = await this.claims.of(manager, studyId);
    if (claim?.holderId === by.id) {
      await this.claims.remove(manager, studyId);
      await this.recorder.claimEnded(manager, item, { by, how: 'released' });
    }
    item.preliminaryBy = by.displayName;
    await this.prioritiser.decideAgain(manager, item);
  }
}
