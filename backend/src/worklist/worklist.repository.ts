import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, Not, type DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../platform/index.js';
import type { Person } from './domain/opening.js';
import { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { pageSql, type PageRequest } from './filter.sql.js';
import {
  anyBecomingOverdueSql,
  becomingOverdueSql,
  decidedOtherwiseSql,
  lastReadBySql,
  lastVersionSql,
  openCriticalSql,
} from './worklist.query.sql.js';

/** Rows of the worklist. */
@Injectable()
export class WorklistRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async page(request: PageRequest): Promise<WorklistItemEntity[]> {
    const { text, values } = pageSql(request);
    return (await this.dataSource.query<RawRow[]>(text, values)).map(fromRow);
  }

  /** How many studies wait. */
  async unread(): Promise<number> {
    return this.dataSource.getRepository(WorklistItemEntity).countBy({ reading: 'unread' });
  }

  async byStudyUid(studyUid: string): Promise<WorklistItemEntity | null> {
    return this.dataSource.getRepository(WorklistItemEntity).findOneBy({ studyUid, reading: shown });
  }

  async byStudyUids(studyUids: string[]): Promise<WorklistItemEntity[]> {
    return this.dataSource
      .getRepository(WorklistItemEntity)
      .findBy({ studyUid: In(studyUids), reading: shown });
  }

  async lock(manager: EntityManager, studyId: string): Promise<WorklistItemEntity | null> {
    return manager
      .getRepository(WorklistItemEntity)
      .findOne({ where: { studyId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Does work on each row, locked in a transaction of its own; one that is gone is passed over. */
  async eachLocked(
    studyIds: readonly string[],
    work: (manager: EntityManager, item: WorklistItemEntity) => Promise<void>,
  ): Promise<void> {
    for (const studyId of studyIds)
      await this.dataSource.transaction(async (manager) => {
        const item = await this.lock(manager, studyId);
        if (item) await work(manager, item);
      });
  }

  async lockByUid(manager: EntityManager, studyUid: string): Promise<WorklistItemEntity | null> {
    return manager
      .getRepository(WorklistItemEntity)
      .findOne({ where: { studyUid }, lock: { mode: 'pessimistic_write' } });
  }

  /** Null where somebody else has locked it, too. */
  async lockIfFree(manager: EntityManager, studyId: string): Promise<WorklistItemEntity | null> {
    return manager
      .getRepository(WorklistItemEntity)
      .findOne({ where: { studyId }, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
  }

  /** The last version announced of a study, 0 where none was. */
  async lastVersion(manager: EntityManager, studyUid: string): Promise<number> {
    const [row] = await manager.query<{ version: number }[]>(lastVersionSql, [studyUid]);
    return row?.version ?? 0;
  }

  /** How many critical results of a study were marked and neither closed nor withdrawn. */
  async openCritical(manager: EntityManager, studyUid: string): Promise<number> {
    const [row] = await manager.query<{ open: number }[]>(openCriticalSql, [studyUid]);
    return row?.open ?? 0;
  }

  /** Name of the person who last marked the study as read; null where it was none. */
  async lastReadBy(studyUid: string): Promise<Person | null> {
    const [row] = await this.dataSource.query<Person[]>(lastReadBySql, [studyUid]);
    return row ?? null;
  }

  /** Does work on a row that readers see, which is locked meanwhile. Throws 404 where there is none. */
  async change<T>(
    studyUid: string,
    work: (manager: EntityManager, item: WorklistItemEntity) => Promise<T>,
  ): Promise<T> {
    const row = await this.byStudyUid(studyUid);
    if (!row) throw notFound('Study', studyUid);
    return this.dataSource.transaction(async (manager) => {
      const item = await this.lock(manager, row.studyId);
      if (!item || item.reading === 'nothingToRead') throw notFound('Study', studyUid);
      return work(manager, item);
    });
  }

  async save(manager: EntityManager, item: WorklistItemEntity): Promise<void> {
    await manager.getRepository(WorklistItemEntity).save(item);
  }

  async unreadWithRunsOf(manager: EntityManager, modelId: string, version: string): Promise<string[]> {
    const rows = await manager.query<{ study_id: string }[]>(
      `select study_id from worklist_item
        where reading = 'unread' and study_id in (
          select study_id from inference_run
           where model_id = $1 and model_version = $2 and effect = 'shown' and state <> 'notEligible')
        order by study_id`,
      [modelId, version],
    );
    return rows.map((row) => row.study_id);
  }

  async anyBecomingOverdue(now: Date): Promise<boolean> {
    return (await this.dataSource.query<unknown[]>(anyBecomingOverdueSql, [now])).length > 0;
  }

  async lockBecomingOverdue(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
    const rows = await manager.query<{ study_id: string }[]>(becomingOverdueSql, [now, limit]);
    return rows.map((row) => row.study_id);
  }

  /** Locks unread rows that were decided by other rules than those of the policy version. */
  async lockDecidedOtherwise(
    manager: EntityManager,
    policyVersion: string,
    limit: number,
  ): Promise<string[]> {
    const rows = await manager.query<{ study_id: string }[]>(decidedOtherwiseSql, [policyVersion, limit]);
    return rows.map((row) => row.study_id);
  }
}

/** A row that has nothing to read is there for nobody. */
const shown = Not('nothingToRead' as const);

interface RawRow {
  study_id: string;
  study_uid: string;
  order_class: WorklistItemEntity['orderClass'];
  order_source: WorklistItemEntity['orderSource'];
  band: WorklistItemEntity['band'];
  rank_at: Date;
  due_at: Date;
  ready_at: Date;
  overdue: boolean;
  reasons: WorklistItemEntity['reasons'];
  location: string | null;
  policy_version: string;
  reading: WorklistItemEntity['reading'];
  signed: boolean;
  preliminary_by: string | null;
  open_critical: number;
  version: number;
  changed_at: Date;
  modalities: string[];
  site: string;
  suspected: boolean;
  shown: WorklistItemEntity['shown'];
}

function fromRow(row: RawRow): WorklistItemEntity {
  return Object.assign(new WorklistItemEntity(), {
    studyId: row.study_id,
    studyUid: row.study_uid,
    orderClass: row.order_class,
    orderSource: row.order_source,
    band: row.band,
    rankAt: row.rank_at,
    dueAt: row.due_at,
    readyAt: row.ready_at,
    overdue: row.overdue,
    reasons: row.reasons,
    location: row.location,
    policyVersion: row.policy_version,
    reading: row.reading,
    signed: row.signed,
    preliminaryBy: row.preliminary_by,
    openCritical: row.open_critical,
    version: row.version,
    changedAt: row.changed_at,
    modalities: row.modalities,
    site: row.site,
    suspected: row.suspected,
    shown: row.shown,
  });
}
