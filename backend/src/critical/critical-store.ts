import type {
  Callee,
  CommunicationWay,
  CriticalAttempt,
  CriticalLevel,
  CriticalQuery,
  CriticalState,
  CriticalTold,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTimeCursor } from '../platform/index.js';
import { COLUMNS, INSERT, OPEN, SAVE } from './critical.query.sql.js';

/** A critical result as it is kept. */
export interface StoredCritical {
  id: string;
  version: number;
  studyId: string;
  studyUid: string;
  findingCode: string | null;
  finding: string;
  /** Of the catalogue that gave its time limit. */
  catalogueVersion: number;
  level: CriticalLevel;
  state: CriticalState;
  identifiedAt: Date;
  dueAt: Date;
  markedAt: Date;
  markedBy: string;
  markedById: string;
  alertId: string | null;
  note: string | null;
  callee: Callee | null;
  assigneeId: string | null;
  assignee: string | null;
  told: CriticalTold;
  tellAt: Date | null;
  receiver: string | null;
  receiverRole: string | null;
  communicatedBy: string | null;
  communicatedAt: Date | null;
  communicatedHow: CommunicationWay | null;
  receiptNote: string | null;
  readBack: boolean | null;
  closedBy: string | null;
  closedAt: Date | null;
  closingNote: string | null;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
}

export type NewCritical = Pick<
  StoredCritical,
  | 'id'
  | 'studyId'
  | 'studyUid'
  | 'findingCode'
  | 'finding'
  | 'catalogueVersion'
  | 'level'
  | 'identifiedAt'
  | 'dueAt'
  | 'markedAt'
  | 'markedBy'
  | 'markedById'
  | 'alertId'
  | 'note'
  | 'callee'
  | 'tellAt'
>;

export interface StoredAttempt extends Omit<CriticalAttempt, 'at'> {
  criticalId: string;
  at: Date;
}

/** Critical results in PostgreSQL. Whoever changes one holds the lock of its row. */
@Injectable()
export class CriticalStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async studyId(manager: EntityManager, studyUid: string): Promise<string | undefined> {
    const [row] = await manager.query<{ id: string }[]>(
      'select id from study where study_instance_uid = $1',
      [studyUid],
    );
    return row?.id;
  }

  /** False where the same finding of the study waits already. */
  async insert(manager: EntityManager, result: NewCritical): Promise<boolean> {
    const rows = await manager.query<unknown[]>(INSERT, [JSON.stringify(result)]);
    return rows.length > 0;
  }

  async several(ids: readonly string[]): Promise<StoredCritical[]> {
    return this.dataSource.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result where id = any($1)`,
      [ids],
    );
  }

  /** The one of this finding that waits. */
  async openOf(
    manager: EntityManager,
    studyId: string,
    finding: string,
  ): Promise<StoredCritical | undefined> {
    const [row] = await manager.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result where study_id = $1 and lower(finding) = lower($2) and ${OPEN}`,
      [studyId, finding],
    );
    return row;
  }

  /** In one order, so that two who lock several do not wait for each other. */
  async lock(manager: EntityManager, ids: readonly string[]): Promise<StoredCritical[]> {
    return manager.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result where id = any($1) order by id for update`,
      [ids],
    );
  }

  /** Unreceived results whose next level is due; those that another worker holds are its own. */
  async lockDue(manager: EntityManager, now: Date, limit: number): Promise<StoredCritical[]> {
    return manager.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result where tell_at <= $1 order by tell_at limit $2
          for update skip locked`,
      [now, limit],
    );
  }

  async lockUnreceived(manager: EntityManager): Promise<StoredCritical[]> {
    return manager.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result where state = 'open' order by id for update`,
    );
  }

  /** Writes what steps change; the caller holds the lock. */
  async save(manager: EntityManager, result: StoredCritical): Promise<void> {
    await manager.query(SAVE, [JSON.stringify(result)]);
  }

  async tell(manager: EntityManager, id: string, told: CriticalTold, tellAt: Date | null): Promise<void> {
    await manager.query('update critical_result set told = $2, tell_at = $3 where id = $1', [
      id,
      told,
      tellAt,
    ]);
  }

  /** Open ones by due time, done ones the latest first; one more than the limit where there are more. */
  async page({ show, studyUid, limit, after }: CriticalQuery): Promise<StoredCritical[]> {
    const place = after === undefined ? undefined : parseTimeCursor(after);
    const done = `state in ('closed', 'withdrawn')`;
    const ended = 'coalesce(closed_at, withdrawn_at)';
    const [which, beyond, order] =
      show === 'open'
        ? [OPEN, '(due_at, id) > ($1::timestamptz, $2::uuid)', 'due_at, id']
        : [done, `(${ended}, id) < ($1::timestamptz, $2::uuid)`, `${ended} desc, id desc`];
    return this.dataSource.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result
        where ${which} and ($1::timestamptz is null or ${beyond}) and ($3::text is null or study_uid = $3)
        order by ${order} limit $4`,
      [place?.at ?? null, place?.id ?? null, studyUid ?? null, limit + 1],
    );
  }

  async counts(
    now: Date,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ open: number; overdue: number }> {
    const [row] = await manager.query<{ open: number; overdue: number }[]>(
      `select count(*)::int as open, count(*) filter (where state = 'open' and due_at <= $1)::int as overdue
         from critical_result where ${OPEN}`,
      [now],
    );
    return row ?? { open: 0, overdue: 0 };
  }

  /** Findings seen on these days of the time zone, both included, the first seen first. */
  async identifiedBetween(from: string, to: string, timeZone: string): Promise<StoredCritical[]> {
    return this.dataSource.query<StoredCritical[]>(
      `select ${COLUMNS} from critical_result
        where identified_at >= $1::date::timestamp at time zone $3
          and identified_at < ($2::date + 1)::timestamp at time zone $3
        order by identified_at, id`,
      [from, to, timeZone],
    );
  }

  /** The result that an attempt belongs to; undefined where there is no such attempt. */
  async attempted(manager: EntityManager, attemptId: string): Promise<string | undefined> {
    const [row] = await manager.query<{ criticalId: string }[]>(
      'select critical_id as "criticalId" from critical_attempt where id = $1',
      [attemptId],
    );
    return row?.criticalId;
  }

  async addAttempt(manager: EntityManager, attempt: StoredAttempt): Promise<void> {
    const { id, criticalId, by, at, called, how, reached, note } = attempt;
    await manager.query(
      `insert into critical_attempt (id, critical_id, by, at, called, how, reached, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, criticalId, by, at, called, how, reached, note],
    );
  }

  /** Oldest first. */
  async attemptsOf(ids: readonly string[]): Promise<StoredAttempt[]> {
    return this.dataSource.query<StoredAttempt[]>(
      `select id, critical_id as "criticalId", by, at, called, how, reached, note
         from critical_attempt where critical_id = any($1) order by at, id`,
      [ids],
    );
  }
}
