import { randomUUID } from 'node:crypto';
import type { PageQuery, ReportIssue } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTimeCursor, timeCursorOf } from '../platform/index.js';
import type { Period } from './domain/due.js';

type Row = Omit<ReportIssue, 'issuedAt' | 'undelivered'> & { issuedAt: Date };

/** A report that was made, without how its messages fared. */
export type StoredIssue = Omit<ReportIssue, 'undelivered'>;

export interface NewIssue {
  dashboardId: string;
  kind: ReportIssue['kind'];
  period: Period;
  issuedAt: Date;
  /** To how many it is sent. */
  recipients: number;
  pdf: Buffer;
}

export interface IssuedPdf {
  period: Period;
  pdf: Buffer;
}

const COLUMNS = `id, kind, from_day::text as "from", to_day::text as "to", issued_at as "issuedAt", recipients`;

/** Every PDF that was made, by dashboard; of tests, the last one alone. */
@Injectable()
export class IssueStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async isIssued(dashboardId: string, { from, to }: Period): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select 1 from turnaround_report_issue
        where dashboard_id = $1 and from_day = $2 and to_day = $3 and kind = 'scheduled'`,
      [dashboardId, from, to],
    );
    return rows.length > 0;
  }

  /** Undefined where the period has been issued already. */
  async add(manager: EntityManager, issue: NewIssue): Promise<StoredIssue | undefined> {
    const { dashboardId, kind, period, issuedAt, recipients, pdf } = issue;
    if (kind === 'test')
      await manager.query(`delete from turnaround_report_issue where dashboard_id = $1 and kind = 'test'`, [
        dashboardId,
      ]);
    const [row] = await manager.query<Row[]>(
      `insert into turnaround_report_issue (id, dashboard_id, kind, from_day, to_day, issued_at, recipients, pdf)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${COLUMNS}`,
      [randomUUID(), dashboardId, kind, period.from, period.to, issuedAt, recipients, pdf],
    );
    return row && issueOf(row);
  }

  /** Newest first; `after` is the cursor of the page before. */
  async page(
    dashboardId: string,
    { limit, after }: PageQuery,
  ): Promise<{ issues: StoredIssue[]; next: string | null }> {
    const place = after ? parseTimeCursor(after) : undefined;
    const rows = await this.dataSource.query<Row[]>(
      `select ${COLUMNS} from turnaround_report_issue
        where dashboard_id = $1 and ($2::timestamptz is null or (issued_at, id) < ($2::timestamptz, $3::uuid))
        order by issued_at desc, id desc limit $4`,
      [dashboardId, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      issues: page.map(issueOf),
      next: rows.length > limit && last ? timeCursorOf({ at: last.issuedAt, id: last.id }) : null,
    };
  }

  /** Of a dashboard where one is given, else of any. */
  async pdf(id: string, dashboardId?: string): Promise<IssuedPdf | undefined> {
    const [row] = await this.dataSource.query<(Period & { pdf: Buffer })[]>(
      `select from_day::text as "from", to_day::text as "to", pdf from turnaround_report_issue
        where id = $1 and ($2::uuid is null or dashboard_id = $2)`,
      [id, dashboardId ?? null],
    );
    return row && { period: { from: row.from, to: row.to }, pdf: row.pdf };
  }
}

function issueOf({ issuedAt, ...row }: Row): StoredIssue {
  return { ...row, issuedAt: issuedAt.toISOString() };
}
