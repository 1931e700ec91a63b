import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { hostname } from 'node:os';
import type { DataSource } from 'typeorm';
import { Loop } from '../platform/index.js';

const BEAT_MS = 5000;

/** Says that this worker lives, so that pages can tell when AI does not. */
@Injectable()
export class WorkerHeartbeat implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly id = `${hostname()}-${process.pid}`;
  private readonly loop = new Loop(
    () => this.beat(),
    BEAT_MS,
    () => undefined,
  );

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.dataSource
      .query('delete from worker_process where process_id = $1', [this.id])
      .catch(() => undefined);
  }

  private async beat(): Promise<boolean> {
    await this.dataSource.query(
      `insert into worker_process (process_id, heartbeat_at) values ($1, now())
       on conflict (process_id) do update set heartbeat_at = excluded.heartbeat_at`,
      [this.id],
    );
    await this.dataSource.query(`delete from worker_process where heartbeat_at < now() - interval '1 day'`);
    return false;
  }
}
