import type {
  CloseDiscrepancy,
  Discrepancy,
  DiscrepancyKind,
  DiscrepancyPage,
  DiscrepancyQuery,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock, notFound, parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { WorklistService } from '../worklist/index.js';
import { alreadyClosed, notClosed } from './discrepancy-problems.js';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';
import { DiscrepancyStore } from './discrepancy-store.js';
import { closedSql, countsSql, oneSql, openSql } from './discrepancy.query.sql.js';
import { viewOf, type DiscrepancyRow } from './discrepancy.view.js';
import { closingRefusal } from './domain/closing.js';

/** The lists of what disagreed, by kind, and how each was settled. */
@Injectable()
export class DiscrepanciesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly worklist: WorklistService,
    private readonly store: DiscrepancyStore,
    private readonly recorder: DiscrepancyRecorder,
    private readonly clock: Clock,
  ) {}

  async page({ kind, state, limit, after }: DiscrepancyQuery): Promise<DiscrepancyPage> {
    const place = after === undefined ? undefined : parseTimeCursor(after);
    const rows = await this.dataSource.query<DiscrepancyRow[]>(state === 'open' ? openSql : closedSql, [
      limit + 1,
      kind,
      place?.at ?? null,
      place?.id ?? null,
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const counts = await this.counts();
    return {
      discrepancies: await this.views(page),
      next: rows.length > limit && last ? timeCursorOf({ at: last.openedAt, id: last.id }) : null,
      open: counts[kind].open,
      counts,
    };
  }

  /** Throws 404 for one there is not. */
  async one(id: string): Promise<Discrepancy> {
    const [view] = await this.views(await this.dataSource.query<DiscrepancyRow[]>(oneSql, [id]));
    if (!view) throw notFound('Discrepancy', id);
    return view;
  }

  /**
   * Throws 404 for one there is not, 409 for one that somebody else has closed or nobody has graded, 422 where the closing
   * does not name who was told.
   */
  async close(id: string, closing: CloseDiscrepancy, by: Principal): Promise<Discrepancy> {
    await this.dataSource.transaction(async (manager) => {
      const one = await this.store.lock(manager, id);
      if (!one) throw notFound('Discrepancy', id);
      const refusal = closingRefusal(one, closing);
      if (refusal === 'closed') throw alreadyClosed(id, one.closedBy ?? '');
      if (refusal !== null) throw notClosed(id, refusal);
      await this.store.close(manager, id, { ...closing, by: by.displayName, at: this.clock.now() });
      const { kind, studyId, studyUid } = one;
      await this.recorder.closed(
        manager,
        { discrepancyId: id, kind, studyId, studyUid },
        closing.outcome,
        by,
      );
    });
    return this.one(id);
  }

  private async counts(): Promise<DiscrepancyPage['counts']> {
    const rows = await this.dataSource.query<{ kind: DiscrepancyKind; open: number; overdue: number }[]>(
      countsSql,
      [this.clock.now()],
    );
    const none = { open: 0, overdue: 0 };
    const counts = { lateAi: none, preliminaryFinal: none, emergency: none };
    for (const { kind, open, overdue } of rows) counts[kind] = { open, overdue };
    return counts;
  }

  private async views(rows: readonly DiscrepancyRow[]): Promise<Discrepancy[]> {
    const items = await this.worklist.items(rows.map((row) => row.studyUid));
    return rows.flatMap((row) => {
      const item = items.get(row.studyUid);
      return item ? [viewOf(row, item)] : [];
    });
  }
}
