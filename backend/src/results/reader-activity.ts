import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventLog } from '../platform/index.js';
import { Withholding } from './withholding.js';

export interface OpenedStudy {
  studyId: string;
  studyUid: string;
}

/** When radiologists first opened a study, and up to which revision one has read it. */
@Injectable()
export class ReaderActivity {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly withholding: Withholding,
  ) {}

  /** A radiologist looks at the study; only the first time counts. */
  async opened({ studyId, studyUid }: OpenedStudy): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const first = await manager.query<unknown[]>(
        `insert into study_opening (study_id) values ($1)
         on conflict (study_id) do update set first_opened_at = now() where study_opening.first_opened_at is null
         returning study_id`,
        [studyId],
      );
      if (first.length > 0) await this.events.append(manager, 'StudyFirstOpened', { studyId, studyUid });
    });
  }

  /** A radiologist has read the study as it is: marks that wait for the first reading are shown from now on. */
  async read(manager: EntityManager, study: OpenedStudy): Promise<void> {
    await manager.query(
      `insert into study_opening (study_id, first_opened_at, read_revision)
       select id, null, revision from study where id = $1
       on conflict (study_id) do update set read_revision = excluded.read_revision`,
      [study.studyId],
    );
    await this.withholding.restate(manager, study.studyId);
  }

  /** Revision up to which each study is read; none where nobody has read it. */
  async readRevisions(
    studyIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, number>> {
    const rows = await manager.query<{ study_id: string; read_revision: number }[]>(
      'select study_id, read_revision from study_opening where study_id = any($1) and read_revision is not null',
      [studyIds],
    );
    return new Map(rows.map((row) => [row.study_id, row.read_revision]));
  }
}
