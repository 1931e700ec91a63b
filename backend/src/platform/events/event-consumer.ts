import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from './event-log.js';
import type { Position, StoredEvent } from './event-map.js';
import { Loop } from './loop.js';
import type { WakeUp } from './wake-up.js';

const BATCH = 100;
const POLL_MS = 1000;

/** Does the work of one event, in the transaction that also moves the cursor. */
export type EventHandler = (event: StoredEvent, manager: EntityManager) => Promise<void>;

/**
 * Reads the log from a cursor kept in PostgreSQL. The effects of an event and the step past it commit
 * together, so each event takes effect exactly once; any number of processes may run the same consumer.
 */
export class EventConsumer {
  private readonly logger: Logger;
  private readonly loop: Loop;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly name: string,
    private readonly handler: EventHandler,
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly wakeUp: WakeUp,
  ) {
    this.logger = new Logger(`EventConsumer ${name}`);
    this.loop = new Loop(
      () => this.consume(),
      POLL_MS,
      (error) => this.logger.error(`Will try again: ${error.message}`, error.stack),
    );
  }

  start(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake());
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** Takes one batch; true when there may be more. */
  async consume(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const cursor = await this.lockCursor(manager);
      if (!cursor) return false;
      const events = await this.log.after(manager, cursor, BATCH);
      for (const event of events) await this.handler(event, manager);
      const last = events.at(-1);
      if (last) await this.moveCursor(manager, last.position);
      return events.length === BATCH;
    });
  }

  private async lockCursor(manager: EntityManager): Promise<Position | undefined> {
    await manager.query(
      `insert into event_cursor (consumer, transaction, id) values ($1, '0', 0) on conflict do nothing`,
      [this.name],
    );
    const [row] = await manager.query<{ transaction: string; id: string }[]>(
      `select transaction::text as transaction, id::text as id from event_cursor
        where consumer = $1 for update skip locked`,
      [this.name],
    );
    return row && { transaction: BigInt(row.transaction), id: BigInt(row.id) };
  }

  private async moveCursor(manager: EntityManager, position: Position): Promise<void> {
    await manager.query(
      `update event_cursor set transaction = $2::xid8, id = $3::bigint, updated_at = now() where consumer = $1`,
      [this.name, position.transaction.toString(), position.id.toString()],
    );
  }
}
