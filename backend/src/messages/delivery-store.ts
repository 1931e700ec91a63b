import type {
  MessageDelivery,
  MessageDeliveryPage,
  MessageTarget,
  MessageTopic,
  PageQuery,
  ToldLevel,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { retryAfter } from './domain/retry.js';

/** A sender that is not heard of for this long is gone; longer than any door takes. */
const LEASE_MS = 120_000;

/** A delivery that this process has taken. */
export interface TakenDelivery {
  id: string;
  topic: MessageTopic;
  aboutId: string;
  level: ToldLevel;
  since: Date;
  target: MessageTarget;
  attempts: number;
}

interface Row extends Omit<MessageDelivery, 'createdAt' | 'nextAttemptAt' | 'finishedAt'> {
  createdAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

/** What a message is about. */
export interface About {
  topic: MessageTopic;
  id: string;
  /** Since when it waits for somebody; the message says how long that is. */
  since: Date;
}

/** The outbox in PostgreSQL. */
@Injectable()
export class DeliveryStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Written in the transaction that changes the level; what is there already stays as it is. */
  async plan(
    manager: EntityManager,
    { topic, id, since }: About,
    level: ToldLevel,
    targets: readonly MessageTarget[],
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into message_delivery (topic, about_id, since, level, target, next_attempt_at, created_at)
       select $1, $2, $3, $4, target, $6, $6 from jsonb_array_elements($5::jsonb) as target on conflict do nothing`,
      [topic, id, since, level, JSON.stringify(targets), now],
    );
  }

  /** Nobody has to be told any more. What is on its way at this moment may still arrive. */
  async stop(manager: EntityManager, aboutId: string, now: Date): Promise<void> {
    await manager.query(
      `update message_delivery set state = 'notNeeded', finished_at = $2
        where about_id = $1 and state in ('waiting', 'sending', 'failed')`,
      [aboutId, now],
    );
  }

  /** What it is about is not there any more. */
  async drop({ aboutId }: Pick<TakenDelivery, 'aboutId'>, now: Date): Promise<void> {
    await this.stop(this.dataSource.manager, aboutId, now);
  }

  /** The delivery that is due longest; one that another process sends is not taken, unless that is gone. */
  async take(now: Date): Promise<TakenDelivery | undefined> {
    const [rows] = await this.dataSource.query<[TakenDelivery[], number]>(
      `update message_delivery
          set state = 'sending', attempts = attempts + 1, lease_until = $2
        where id = (
          select id from message_delivery
           where state in ('waiting', 'sending', 'failed') and next_attempt_at <= $1
             and (state <> 'sending' or lease_until < $1)
           order by next_attempt_at limit 1 for update skip locked)
       returning id, topic, about_id as "aboutId", level, since, target, attempts`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    return rows[0];
  }

  async delivered({ id, attempts }: TakenDelivery, now: Date): Promise<void> {
    await this.dataSource.query(
      `update message_delivery set state = 'delivered', problem = null, finished_at = $3
        where id = $1 and attempts = $2`,
      [id, attempts, now],
    );
  }

  /** To be tried again later, unless it is not needed any more or another process has it. */
  async postpone({ id, attempts }: TakenDelivery, problem: string, now: Date): Promise<void> {
    const { failed, waitMs } = retryAfter(attempts);
    await this.dataSource.query(
      `update message_delivery set state = $3, problem = $4, next_attempt_at = $5
        where id = $1 and attempts = $2 and state = 'sending'`,
      [id, attempts, failed ? 'failed' : 'waiting', problem, new Date(now.getTime() + waitMs)],
    );
  }

  /** How many messages about each of them could not be delivered so far. */
  async undelivered(aboutIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ id: string; failed: number }[]>(
      `select about_id as id, count(*)::int as failed from message_delivery
        where about_id = any($1) and state in ('waiting', 'sending', 'failed') and problem is not null
        group by about_id`,
      [aboutIds],
    );
    return new Map(rows.map(({ id, failed }) => [id, failed]));
  }

  /** Newest first; `after` is the cursor of the page before. */
  async page({ limit, after }: PageQuery): Promise<MessageDeliveryPage> {
    const place = after ? parseTimeCursor(after) : undefined;
    const rows = await this.dataSource.query<Row[]>(
      `select id, topic, about_id as "aboutId", level, target, state, attempts, created_at as "createdAt",
              case when state in ('waiting', 'failed') then next_attempt_at end as "nextAttemptAt",
              finished_at as "finishedAt", problem
         from message_delivery
        where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)
        order by created_at desc, id desc limit $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      deliveries: page.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
        finishedAt: row.finishedAt?.toISOString() ?? null,
      })),
      next: rows.length > limit && last ? timeCursorOf({ at: last.createdAt, id: last.id }) : null,
    };
  }
}
