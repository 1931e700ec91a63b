import type { AuditPage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { invalidCursor, runPrepared, type PreparedStatement } from '../platform/index.js';

export interface AuditRecord {
  actor: string;
  role: string;
  action: string;
  outcome: 'success' | 'denied' | 'failure';
  studyUid?: string | undefined;
  /** Never patient data. */
  detail?: string | undefined;
  /** Network address or AE title the request came from. */
  source?: string | undefined;
}

const RECORD_ALL: PreparedStatement = {
  name: 'record-audit-lines',
  text: `insert into audit_event (actor, role, action, outcome, study_uid, detail, source)
         select one ->> 'actor', one ->> 'role', one ->> 'action', one ->> 'outcome', one ->> 'studyUid',
                one ->> 'detail', one ->> 'source'
           from jsonb_array_elements($1::jsonb) with ordinality as all_of_them (one, place) order by place`,
};

/** The append-only trail of who did what to which study (events in the sense of PS3.15 Annex A.5). */
@Injectable()
export class AuditService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async record(manager: EntityManager, record: AuditRecord): Promise<void> {
    await manager.query(
      `insert into audit_event (actor, role, action, outcome, study_uid, detail, source)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        record.actor,
        record.role,
        record.action,
        record.outcome,
        record.studyUid ?? null,
        record.detail ?? null,
        record.source ?? null,
      ],
    );
  }

  /** Several, in their order, in one statement. */
  async recordAll(manager: EntityManager, records: AuditRecord[]): Promise<void> {
    if (records.length > 0) await runPrepared(manager, RECORD_ALL, [JSON.stringify(records)]);
  }

  /** Newest first; `after` is the cursor of the page before. */
  async list(limit: number, after?: string): Promise<AuditPage> {
    if (after && !/^\d{1,18}$/.test(after)) throw invalidCursor();
    const rows = await this.dataSource.query<AuditRow[]>(
      `select id::text as id, at, actor, role, action, outcome, study_uid, detail from audit_event
        where $1::bigint is null or id < $1::bigint order by audit_event.id desc limit $2`,
      [after ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    return {
      entries: page.map(({ at, study_uid, ...row }) => ({
        ...row,
        at: at.toISOString(),
        studyInstanceUid: study_uid,
      })),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  }
}

interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  role: string;
  action: string;
  outcome: 'success' | 'denied' | 'failure';
  study_uid: string | null;
  detail: string | null;
}
