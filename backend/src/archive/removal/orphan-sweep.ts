import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock, Loop } from '../../platform/index.js';
import { instanceKey, quarantineKey, runMasksKey } from '../objects/keys.js';
import { ObjectStore } from '../objects/object-store.js';

const EVERY_MS = 3_600_000;
/** A row follows its bytes within minutes; what has none after this time never gets one. */
const ORPHANED_AFTER_MS = 24 * 3_600_000;
const BATCH = 500;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Every kind of object, with the question which of some ids still need theirs. */
const KINDS = [
  { folder: 'instances', keyOf: instanceKey, needed: 'select id from instance where id = any($1)' },
  { folder: 'quarantine', keyOf: quarantineKey, needed: 'select id from quarantine where id = any($1)' },
  {
    folder: 'runs',
    keyOf: runMasksKey,
    needed: 'select id from inference_run where id = any($1) and encoded_at is null',
  },
  // Objects that were being received when their process ended.
  {
    folder: 'incoming',
    keyOf: (id: string) => `incoming/${id}`,
    needed: 'select id from instance where id = any($1) and false',
  },
];

/** Removes bytes that a crash left without a row. Only what is older than a day: younger ones may be on their way. */
@Injectable()
export class OrphanSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OrphanSweep.name);
  private readonly loop: Loop;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
    private readonly clock: Clock,
  ) {
    this.loop = new Loop(
      async () => {
        await this.sweep();
        return false;
      },
      EVERY_MS,
      (error) => this.logger.error(`Sweep failed, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Returns how many objects it removed. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (const kind of KINDS) {
      let old: string[] = [];
      for await (const { key, writtenAt } of this.objects.list(kind.folder)) {
        if (this.clock.now().getTime() - writtenAt.getTime() < ORPHANED_AFTER_MS) continue;
        if (old.push(key) < BATCH) continue;
        removed += await this.removeOrphans(kind, old);
        old = [];
      }
      removed += await this.removeOrphans(kind, old);
    }
    if (removed > 0) this.logger.warn(`${removed} objects without a row removed`);
    return removed;
  }

  private async removeOrphans({ keyOf, needed }: (typeof KINDS)[number], keys: string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const ids = keys.flatMap((key) => UUID.exec(key)?.[0] ?? []);
    const rows = await this.dataSource.query<{ id: string }[]>(needed, [ids]);
    const kept = new Set(rows.map((row) => keyOf(row.id)));
    const orphans = keys.filter((key) => !kept.has(key));
    await Promise.all(orphans.map((key) => this.objects.delete(key)));
    return orphans.length;
  }
}
