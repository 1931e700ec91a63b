import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Loop } from '../platform/index.js';

const HEARTBEAT_MS = 3000;
/** A reception whose process died counts as closed after this time. */
export const RECEPTION_LAPSES_AFTER_SECONDS = 15;

/** One association or STOW request that instances are arriving on. While it is open, no study it touched completes. */
export interface Reception {
  readonly id: string;
  close(): Promise<void>;
}

@Injectable()
export class Receptions implements OnApplicationShutdown {
  private readonly open = new Set<string>();
  private readonly heartbeat: Loop;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {
    this.heartbeat = new Loop(
      () => this.beat(),
      HEARTBEAT_MS,
      () => undefined,
    );
    this.heartbeat.start();
  }

  async begin(door: string, source: string): Promise<Reception> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      'insert into reception (door, source) values ($1, $2) returning id',
      [door, source],
    );
    const { id } = row as { id: string };
    this.open.add(id);
    return {
      id,
      close: async () => {
        this.open.delete(id);
        await this.dataSource.query('delete from reception where id = $1', [id]);
      },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.heartbeat.stop();
  }

  private async beat(): Promise<boolean> {
    if (this.open.size > 0) {
      await this.dataSource.query('update reception set heartbeat_at = now() where id = any($1)', [
        [...this.open],
      ]);
    }
    return false;
  }
}
