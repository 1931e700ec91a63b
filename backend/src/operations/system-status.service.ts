import type { SystemStatus } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { StorageGuard } from '../archive/index.js';
import { Clock } from '../platform/index.js';

/** A worker that has not been heard of for this long counts as down. */
const WORKER_LAPSES_AFTER_SECONDS = 15;

@Injectable()
export class SystemStatusService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly storage: StorageGuard,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<SystemStatus> {
    const [row] = await this.dataSource.query<
      Record<'pending' | 'running' | 'failed' | 'receiving' | 'workers', number>[]
    >(
      `select (select count(*) from inference_run where state = 'pending')::int as pending,
              (select count(*) from inference_run where state = 'running')::int as running,
              (select count(*) from inference_run run join worklist_item item using (study_id)
                where run.state = 'failed' and item.reading = 'unread')::int as failed,
              (select count(*) from study where state = 'receiving')::int as receiving,
              (select count(*) from worker_process
                where heartbeat_at > now() - make_interval(secs => $1))::int as workers`,
      [WORKER_LAPSES_AFTER_SECONDS],
    );
    const { pending = 0, running = 0, failed = 0, receiving = 0, workers = 0 } = row ?? {};
    return {
      serverTime: this.clock.now().toISOString(),
      ai: { pending, running, failed, worker: workers > 0 ? 'up' : 'down' },
      receiving,
      storage: await this.storage.state(),
    };
  }

  async unreadByBand(): Promise<Map<number, number>> {
    const rows = await this.dataSource.query<{ band: number; count: number }[]>(
      `select band, count(*)::int as count from worklist_item where reading = 'unread' group by band`,
    );
    const counts = new Map(rows.map((row) => [row.band, row.count]));
    return new Map([0, 1, 2, 3].map((band) => [band, counts.get(band) ?? 0]));
  }
}
