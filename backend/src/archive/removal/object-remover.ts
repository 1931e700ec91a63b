import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Loop, WakeUp } from '../../platform/index.js';
import { ObjectStore } from '../objects/object-store.js';

const CHECK_MS = 5000;
const BATCH = 200;

/** Removes the bytes of deleted studies. A key is forgotten only after its object is gone, so a crash loses none. */
@Injectable()
export class ObjectRemover implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ObjectRemover.name);
  private readonly loop: Loop;
  private unsubscribe: (() => void) | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
    private readonly wakeUp: WakeUp,
  ) {
    this.loop = new Loop(
      async () => (await this.remove()) === BATCH,
      CHECK_MS,
      (error) => this.logger.error(`Bytes not removed, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), ['StudyDeleted', 'InstancesRejected']);
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** Takes one batch; returns how many objects went. */
  async remove(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<{ key: string }[]>(
        'select key from object_removal order by since limit $1 for update skip locked',
        [BATCH],
      );
      const keys = rows.map((row) => row.key);
      await Promise.all(keys.map((key) => this.objects.delete(key)));
      await manager.query('delete from object_removal where key = any($1)', [keys]);
      return keys.length;
    });
  }
}
