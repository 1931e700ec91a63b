import type {
  AlertDelivery,
  AlertDeliveryPage,
  AlertLevel,
  AlertTarget,
  PageQuery,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { parseTimeCursor, timeCursorOf } from '../platform/index.js';
import type { ToldLevel } from './domain/escalation.js';
import { retryAfter } from './domain/retry.js';

/** A sender that is not heard of for this long is gone; longer than any door takes. */
const LEASE_MS = 120_000;

/** A delivery that this process has taken. */
export interface TakenDelivery {
  id: string;
  alertId: string;
  level: AlertLevel;
  raisedAt: Date;
  target: AlertTarget;
  attempts: number;
}

interface Row extends Omit<AlertDelivery, 'createdAt' | 'nextAttemptAt' | 'finishedAt'> {
  createdAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

/** The outbox of alerts in PostgreSQL. */
@Injectable()
export class DeliveryStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Written in the transaction that changes the level; what is there already stays as it is. */
  async plan(
    manager: EntityManager,
    alertId: string,
    level: ToldLevel,
    targets: readonly AlertTarget[],
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into alert_delivery (alert_id, level, target, next_attempt_at, created_at)
       select $1, $2, target, $4, $4 from jsonb_array_elements($3::jsonb) as target on conflict do nothing`,
      [alertId, level, JSON.stringify(targets), now],
    );
  }

  /** Nobody has to be told any more. What is on its way at this moment may still arrive. */
  async stop(manager: EntityManager, alertId: string, now: Date): Promise<void> {
    await manager.query(
      `update alert_delivery set state = 'notNeeded', finished_at = $2
        where alert_id = $1 and state in ('waiting', 'sending', 'failed')`,
      [alertId, now],
    );
  }

  /** The delivery that is due longest; one that another process sends is not taken, unless that is gone. */
  async take(now: Date): Promise<TakenDelivery | undefined> {
    const [rows] = await this.dataSource.query<[TakenDelivery[], number]>(
      `update alert_delivery delivery
          set state = 'sending', attempts = attempts + 1, lease_until = $2
         from alert
        where alert.id = alert_id and delivery.id = (
          select id from alert_delivery
           where state in ('waiting', 'sending', 'failed') and next_attempt_at <= $1
             and (state <> 'sending' or lease_until < $1)
           order by next_attempt_at limit 1 for update skip locked)
       returning delivery.id, alert_id as "alertId", delivery.level, raised_at as "raisedAt", target, attempts`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    return rows[0];
  }

  async delivered({ id, attempts }: TakenDelivery, now: Date): Promise<void> {
    await this.dataSource.query(
      `update alert_delivery set state = 'delivered', problem = null, finished_at = $3
        where id = $1 and attempts = $2`,
      [id, attempts, now],
    );
  }

  /** To be tried again later, unless it is not needed any more or another process has it. */
  async postpone({ id, attempts }: TakenDelivery, problem: string, now: Date): Promise<void> {
    const { failed, waitMs } = retryAfter(attempts);
    await this.dataSource.query(
      `update alert_delivery set state = $3, problem = $4, next_attempt_at = $5
        where id = $1 and attempts = $2 and state = 'sending'`,
      [id, attempts, failed ? 'failed' : 'waiting', problem, new Date(now.getTime() + waitMs)],
    );
  }

  /** How many messages about each alert could not be delivered so far. */
  async undelivered(alertIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ id: string; failed: number }[]>(
      `select alert_id as id, count(*)::int as failed from alert_delivery
        where alert_id = any($1) and state in ('waiting', 'sending', 'failed') and problem is not null
        group by alert_id`,
      [alertIds],
    );
    return new Map(rows.map(({ id, failed }) => [id, failed]));
  }

  /** Newest first; `after` is the cursor of the page before. */
  async page({ limit, after }: PageQuery): Promise<AlertDeliveryPage> {
    const place = after ? parseTimeCursor(after) : undefined;
    const rows = await this.dataSource.query<Row[]>(
      `select id, alert_id as "alertId", level, target, state, attempts, created_at as "createdAt",
              case when state in ('waiting', 'failed') then next_attempt_at end as "nextAttemptAt",
              finished_at as "finishedAt", problem
         from alert_delivery
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
