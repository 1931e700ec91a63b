import type { LiveBoard } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AlertStore } from '../alerts/index.js';
import { CriticalStore } from '../critical/index.js';
import { mayDo, type Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { aiFigure } from './figures/ai.js';
import { DueFigure } from './figures/due.js';
import { oldestFigure } from './figures/oldest.js';
import { orphanFigure } from './figures/orphans.js';
import { readersFigure } from './figures/readers.js';
import { unreadFigure } from './figures/unread.js';

/** The department now. PostgreSQL alone answers. */
@Injectable()
export class LiveBoardService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly due: DueFigure,
    private readonly alerts: AlertStore,
    private readonly critical: CriticalStore,
  ) {}

  /** All figures from one snapshot, so that they agree with each other. */
  async now({ role }: Principal): Promise<LiveBoard> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('set transaction read only');
      const now = this.clock.now();
      return {
        at: now.toISOString(),
        unread: await unreadFigure(manager, now),
        due: await this.due.of(manager, now),
        ai: await aiFigure(manager),
        oldest: await oldestFigure(manager, now),
        orphans: await orphanFigure(manager, now),
        readers: await readersFigure(manager, now),
        critical: mayDo(role, 'critical.read') ? await this.critical.counts(now, manager) : null,
        alerts: mayDo(role, 'alert.read') ? await this.alerts.counts(now, manager) : null,
      };
    });
  }
}
