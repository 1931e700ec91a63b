import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from './event-log.js';
import type { EventName, Position, StoredEvent } from './event-map.js';
import { Loop } from './loop.js';
import type { WakeUp } from './wake-up.js';

/** Events of one transaction, where each is handled alone. */
const BATCH = 100;
const POLL_MS = 1000;

/** Transactions that may pass without anything for a consumer before its cursor follows them. */
const BEHIND = 1000n;

/**
 * Where a consumer's cursor and the log stand, and whether there is anything for it between them. The order makes it a
 * scan of `event_order` from the cursor on; `exists` may read the whole log.
 */
const HAS_NEWS = `
select cursor.transaction::text as transaction, pg_snapshot_xmin(pg_current_snapshot())::text as head,
       (select event.id from event
         where (event.transaction, event.id) > (cursor.transaction, cursor.id)
           and event.transaction < pg_snapshot_xmin(pg_current_snapshot())
           and event.name = any($2)
         order by event.transaction, event.id limit 1) is not null as news
  from event_cursor cursor where consumer = $1`;

/** Does the work of one event, in the transaction that also moves the cursor. */
export type EventHandler<N extends EventName = EventName> = (
  event: StoredEvent<N>,
  manager: EntityManager,
) => Promise<void>;

/** Does the work of up to `most` events at once, in their order, in the transaction that also moves the cursor. */
export interface EventBatchHandler<N extends EventName = EventName> {
  most: number;
  handle(events: readonly StoredEvent<N>[], manager: EntityManager): Promise<void>;
}

/**
 * Reads the events of some names from a cursor kept in PostgreSQL. The effects of an event and the step past it commit
 * together, so each event takes effect exactly once; any number of processes may run the same consumer.
 */
export class EventConsumer<N extends EventName = EventName> {
  private readonly logger: Logger;
  private readonly loop: Loop;
  private readonly handler: EventBatchHandler<N>;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly name: string,
    private readonly events: readonly N[],
    handler: EventHandler<N> | EventBatchHandler<N>,
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly wakeUp: WakeUp,
  ) {
    this.logger = new Logger(`EventConsumer ${name}`);
    this.handler = typeof handler === 'function' ? oneByOne(handler) : handler;
    this.loop = new Loop(
      () => this.consume(),
      POLL_MS,
      (error) => this.logger.error(`Will try again: ${error.message}`, error.stack),
    );
  }

  start(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), this.events);
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** Takes one batch; true when there may be more. */
  async consume(): Promise<boolean> {
    if (!(await this.hasNews())) return false;
    return this.dataSource.transaction(async (manager) => {
      const cursor = await this.lockCursor(manager);
      if (!cursor) return false;
      const { most } = this.handler;
      const events = await this.log.after(manager, cursor, most, this.events);
      const last = events.at(-1);
      if (!last) return false;
      await this.handler.handle(events, manager);
      await this.moveCursor(manager, last.position);
      return events.length === most;
    });
  }

  /**
   * Looks without a lock, so that a consumer with nothing to do writes nothing. Its cursor follows now and then: what one
   * snapshot does not show before its oldest open transaction can no longer be added there.
   */
  private async hasNews(): Promise<boolean> {
    const { manager } = this.dataSource;
    const [look] = await manager.query<{ transaction: string; head: string; news: boolean }[]>(HAS_NEWS, [
      this.name,
      this.events,
    ]);
    if (!look || look.news) return true;
    const head = { transaction: BigInt(look.head), id: 0n };
    if (head.transaction - BigInt(look.transaction) > BEHIND) await this.moveCursor(manager, head);
    return false;
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

  /** Never back: another process may have come further. */
  private async moveCursor(manager: EntityManager, position: Position): Promise<void> {
    await manager.query(
      `update event_cursor set transaction = $2::xid8, id = $3::bigint, updated_at = now()
        where consumer = $1 and (transaction, id) < ($2::xid8, $3::bigint)`,
      [this.name, position.transaction.toString(), position.id.toString()],
    );
  }
}

function oneByOne<N extends EventName>(handler: EventHandler<N>): EventBatchHandler<N> {
  return {
    most: BATCH,
    async handle(events, manager) {
      for (const event of events) await handler(event, manager);
    },
  };
}
