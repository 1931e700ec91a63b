import type { WorklistPage, WorklistQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { cursorOf, parseCursor } from './cursor.js';
import { OrderKeeper } from './order-keeper.js';
import { countsOf, UnreadFacets } from './unread-facets.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistView } from './worklist.view.js';

/** The list as readers see it, page by page. */
@Injectable()
export class WorklistPages {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly view: WorklistView,
    private readonly keeper: OrderKeeper,
    private readonly recorder: ChangeRecorder,
    private readonly facets: UnreadFacets,
    private readonly clock: Clock,
  ) {}

  /**
   * Unread studies in reading order, as of now: what became overdue is raised first. A filter means the claims of the
   * reader by `me`.
   */
  async page(query: WorklistQuery, reader?: Principal): Promise<WorklistPage> {
    await this.keeper.raiseOverdue();
    const sequence = await this.recorder.position();
    const { filter = {} } = query;
    const readerId = reader?.id ?? '';
    const [rows, groups] = await Promise.all([
      this.repository.page({
        limit: query.limit + 1,
        after: query.after ? parseCursor(query.after) : undefined,
        filter,
        readerId,
        now: this.clock.now(),
      }),
      this.facets.groups(),
    ]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await this.view.items(page),
      next: rows.length > query.limit && last ? cursorOf(last) : null,
      counts: { ...countsOf(groups, filter, readerId), total: countsOf(groups, {}, readerId).unread },
      sequence,
      serverTime: this.clock.now().toISOString(),
    };
  }
}
