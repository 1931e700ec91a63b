import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { EventLog, notFound } from '../platform/index.js';

/** Turns a prior into a reading, by hand. */
@Injectable()
export class StudyIntakeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /** From now on the study is to be read: models run on it and it joins the list. One that is a reading stays as it is. */
  async makeReading(studyUid: string, principal: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const study = await this.archive.makeReading(manager, studyUid);
      if (study) await this.record(manager, { ...study, studyUid }, principal);
      else if (!(await this.archive.studyByUid(studyUid, manager))) throw notFound('Study', studyUid);
    });
  }

  private async record(
    manager: EntityManager,
    study: { studyId: string; studyUid: string; revision: number; complete: boolean },
    principal: Principal,
  ): Promise<void> {
    const by = actorOf(principal);
    await this.events.append(manager, 'StudyMadeReading', { ...study, by });
    await this.audit.record(manager, {
      actor: by,
      role: principal.role,
      action: 'study.intoReading',
      outcome: 'success',
      studyUid: study.studyUid,
    });
  }
}
