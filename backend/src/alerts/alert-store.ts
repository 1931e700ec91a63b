import type { AlertEnd, AlertLevel, AlertModel, AlertQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTimeCursor } from '../platform/index.js';
import type { StandingAlert, StudyPlace, Suspected } from './domain/standing.js';

/** Withdrawn alerts are shown for so long, to whoever saw them. */
const TOLD_FOR = '12 hours';

/** An alert as it is kept. */
export interface StoredAlert {
  id: string;
  studyId: string;
  studyUid: string;
  finding: string;
  suspected: string;
  models: AlertModel[];
  level: AlertLevel;
  raisedAt: Date;
  dueAt: Date | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
  endedHow: AlertEnd | null;
  endedAt: Date | null;
}

export interface Study {
  studyId: string;
  studyUid: string;
}

const COLUMNS = `id, study_id as "studyId", study_uid as "studyUid", finding, suspected, models, level, raised_at as "raisedAt",
  due_at as "dueAt", acknowledged_by as "acknowledgedBy", acknowledged_at as "acknowledgedAt",
  ended_how as "endedHow", ended_at as "endedAt"`;
const OPEN = 'ended_at is null and acknowledged_at is null';

/** Alerts in PostgreSQL. Whoever changes one holds the lock of its row. */
@Injectable()
export class AlertStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Where a study is, at which revision, and whether any model has flagged it. */
  async studyFacts(
    manager: EntityManager,
    studyId: string,
  ): Promise<{ place: StudyPlace; revision: number; flagged: boolean }> {
    const [row] = await manager.query<{ place: StudyPlace; revision: number; flagged: boolean }[]>(
      `select reading as place, revision,
              exists (select from inference_run run
                       where run.study_id = study.id and run.state = 'flagged' and effect = 'shown') as flagged
         from study join worklist_item item on item.study_id = study.id where study.id = $1`,
      [studyId],
    );
    return row ?? { place: 'deleted', revision: 0, flagged: false };
  }

  /** The alerts of a study that have not ended, locked. */
  async lockStanding(manager: EntityManager, studyId: string): Promise<StandingAlert[]> {
    return manager.query<StandingAlert[]>(
      'select id, finding, models from alert where study_id = $1 and ended_at is null order by id for update',
      [studyId],
    );
  }

  async lock(manager: EntityManager, id: string): Promise<StoredAlert | undefined> {
    const [row] = await manager.query<StoredAlert[]>(
      `select ${COLUMNS} from alert where id = $1 for update`,
      [id],
    );
    return row;
  }

  /** Open alerts whose next level is due, the longest due first; those that another worker holds are its own. */
  async lockDue(manager: EntityManager, now: Date, limit: number): Promise<StoredAlert[]> {
    return manager.query<StoredAlert[]>(
      `select ${COLUMNS} from alert where ${OPEN} and due_at <= $1 order by due_at limit $2
          for update skip locked`,
      [now, limit],
    );
  }

  async lockOpen(manager: EntityManager): Promise<StoredAlert[]> {
    return manager.query<StoredAlert[]>(`select ${COLUMNS} from alert where ${OPEN} order by id for update`);
  }

  async raise(
    manager: EntityManager,
    { studyId, studyUid }: Study,
    { finding, suspected, models }: Suspected,
    { raisedAt, dueAt }: { raisedAt: Date; dueAt: Date | null },
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `insert into alert (study_id, study_uid, finding, suspected, models, raised_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [studyId, studyUid, finding, suspected, JSON.stringify(models), raisedAt, dueAt],
    );
    return (row as { id: string }).id;
  }

  async restate(manager: EntityManager, id: string, models: AlertModel[]): Promise<void> {
    await manager.query('update alert set models = $2 where id = $1', [id, JSON.stringify(models)]);
  }

  async reach(manager: EntityManager, id: string, level: AlertLevel, dueAt: Date | null): Promise<void> {
    await manager.query('update alert set level = $2, due_at = $3 where id = $1', [id, level, dueAt]);
  }

  async acknowledge(manager: EntityManager, id: string, by: string, at: Date): Promise<void> {
    await manager.query(
      'update alert set acknowledged_by = $2, acknowledged_at = $3, due_at = null where id = $1',
      [id, by, at],
    );
  }

  async end(manager: EntityManager, id: string, how: AlertEnd, at: Date): Promise<void> {
    await manager.query('update alert set ended_how = $2, ended_at = $3, due_at = null where id = $1', [
      id,
      how,
      at,
    ]);
  }

  /** Newest first, one more than the limit where there are more. */
  async page({ limit, after, show }: AlertQuery, now: Date): Promise<StoredAlert[]> {
    const place = after ? parseTimeCursor(after) : undefined;
    const withdrawn = `ended_how = 'withdrawn' and ended_at > $4::timestamptz - interval '${TOLD_FOR}'`;
    return this.dataSource.query<StoredAlert[]>(
      `select ${COLUMNS} from alert
        where ${show === 'open' ? OPEN : withdrawn} and ($1::timestamptz is null or (raised_at, id) < ($1::timestamptz, $2::uuid))
        order by raised_at desc, id desc limit $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1, ...(show === 'open' ? [] : [now])],
    );
  }

  /** Raised in a time, by any of the models that suspected it then or later. */
  async raisedBetween(from: Date, until: Date): Promise<StoredAlert[]> {
    return this.dataSource.query<StoredAlert[]>(
      `select ${COLUMNS} from alert where raised_at >= $1 and raised_at < $2 order by raised_at, id`,
      [from, until],
    );
  }

  /** Overdue is one that nobody acknowledged in the time of its first level. */
  async counts(
    now: Date,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ open: number; overdue: number }> {
    const [row] = await manager.query<{ open: number; overdue: number }[]>(
      `select count(*)::int as open,
              (count(*) filter (where level <> 'reader' or due_at <= $1))::int as overdue
         from alert where ${OPEN}`,
      [now],
    );
    return row ?? { open: 0, overdue: 0 };
  }
}
