import type { DeleteStudy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { StudyRemoval } from '../archive/index.js';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog, notFound } from '../platform/index.js';
import { WorklistRepository } from './worklist.repository.js';

const DEADLOCK = '40P01';
const ATTEMPTS = 5;

/** Deletes a study for good, by an administrator. */
@Injectable()
export class StudyRemovalService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly removal: StudyRemoval,
    private readonly repository: WorklistRepository,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /** Rows of the study may be locked by work that is going on, in another order than this: it is tried again then. */
  async delete(studyUid: string, wanted: DeleteStudy, principal: Principal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.deleteOnce(studyUid, wanted, principal);
      } catch (error) {
        if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async deleteOnce(studyUid: string, { reason }: DeleteStudy, principal: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const studyId = await this.removal.remove(manager, studyUid, principal.role);
      if (studyId === undefined) throw notFound('Study', studyUid);
      const version = (await this.repository.lastVersion(manager, studyUid)) + 1;
      await this.events.append(manager, 'WorklistItemChanged', { studyId, studyUid, version });
      await this.audit.record(manager, {
        actor: actorOf(principal),
        role: principal.role,
        action: 'study.delete',
        outcome: 'success',
        studyUid,
        detail: reason,
      });
    });
  }
}
