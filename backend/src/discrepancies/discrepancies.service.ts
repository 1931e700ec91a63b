import type {
  CloseDiscrepancy,
  Discrepancy,
  DiscrepancyOutcome,
  DiscrepancyPage,
  DiscrepancyQuery,
  Finding,
  WorklistItem,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, DomainError, EventLog, notFound, parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { WorklistService } from '../worklist/index.js';
import { closedSql, oneSql, openSql } from './discrepancy.query.sql.js';

interface Row {
  id: string;
  studyId: string;
  studyUid: string;
  readAt: Date;
  resultAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: DiscrepancyOutcome | null;
  note: string | null;
  modelId: string;
  modelName: string;
  modelVersion: string;
  withdrawn: boolean;
  findings: Finding[];
}

/** The list of flags that came after the reading, and how each was settled. */
@Injectable()
export class DiscrepanciesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly worklist: WorklistService,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async page({ state, limit, after }: DiscrepancyQuery): Promise<DiscrepancyPage> {
    const place = after === undefined ? undefined : parseTimeCursor(after);
    const rows = await this.dataSource.query<Row[]>(state === 'open' ? openSql : closedSql, [
      limit + 1,
      place?.at ?? null,
      place?.id ?? null,
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const [counted] = await this.dataSource.query<{ open: number }[]>(
      'select count(*)::int as open from discrepancy where closed_at is null',
    );
    return {
      discrepancies: await this.views(page),
      next: rows.length > limit && last ? timeCursorOf({ at: last.resultAt, id: last.id }) : null,
      open: counted?.open ?? 0,
    };
  }

  /** Throws 404 for one there is not, 409 for one that somebody else has closed. */
  async close(id: string, { outcome, note }: CloseDiscrepancy, by: Principal): Promise<Discrepancy> {
    await this.dataSource.transaction(async (manager) => {
      const [open] = await manager.query<{ closed_by: string | null; study_id: string; uid: string }[]>(
        `select closed_by, study_id, study_instance_uid as uid
           from discrepancy join study on study.id = study_id where discrepancy.id = $1 for update of discrepancy`,
        [id],
      );
      if (!open) throw notFound('Discrepancy', id);
      if (open.closed_by !== null)
        throw new DomainError(
          'DISCREPANCY_CLOSED',
          409,
          'Closed already',
          `${open.closed_by} has closed discrepancy ${id} in the meantime.`,
        );
      await manager.query(
        'update discrepancy set closed_at = $2, closed_by = $3, outcome = $4, note = $5 where id = $1',
        [id, this.clock.now(), by.displayName, outcome, note],
      );
      const { study_id: studyId, uid: studyUid } = open;
      const event = { discrepancyId: id, studyId, studyUid, outcome, by: actorOf(by) };
      await this.events.append(manager, 'DiscrepancyClosed', event);
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'discrepancy.close',
        outcome: 'success',
        studyUid,
        detail: `${id} ${outcome}`,
      });
    });
    const [closed] = await this.views(await this.dataSource.query<Row[]>(oneSql, [id]));
    if (!closed) throw notFound('Discrepancy', id);
    return closed;
  }

  private async views(rows: readonly Row[]): Promise<Discrepancy[]> {
    const items = await this.worklist.items(rows.map((row) => row.studyUid));
    return rows.flatMap((row) => {
      const item = items.get(row.studyUid);
      return item ? [viewOf(row, item)] : [];
    });
  }
}

function viewOf(row: Row, { patient, studyDescription, modalities }: WorklistItem): Discrepancy {
  const { id, modelId, modelName, modelVersion, withdrawn, findings } = row;
  return {
    id,
    studyInstanceUid: row.studyUid,
    patient,
    studyDescription,
    modalities,
    findings: findings.map(({ label }) => label),
    critical: findings.some(({ critical }) => critical),
    modelId,
    modelName,
    modelVersion,
    withdrawn,
    readAt: row.readAt.toISOString(),
    resultAt: row.resultAt.toISOString(),
    closed:
      row.closedAt && row.outcome
        ? {
            by: row.closedBy ?? '',
            at: row.closedAt.toISOString(),
            outcome: row.outcome,
            note: row.note,
          }
        : null,
  };
}
