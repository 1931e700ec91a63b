import type { Delivery, DeliveryPage, PageQuery, Transport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { STORED_INSTANCE, type StoredInstance } from '../archive/index.js';

import { parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { waitAfter } from './domain/back-off.js';

/** A sender that is not heard of for this long is gone; each instance that goes out starts it again. */
const LEASE_SECONDS = 300;

/** A delivery that this process has taken. */
export interface TakenDelivery {
  id: string;
  peerId: string;
  studyId: string;
  transport: Transport;
  what: Delivery['what'];
  /** Rises when more is asked for in the meantime: such a delivery is not over. */
  request: number;
  attempts: number;
}

interface Row extends Omit<Delivery, 'createdAt' | 'nextAttemptAt' | 'finishedAt'> {
  createdAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

/** Deliveries in PostgreSQL: what waits, for whom, and how the destinations fare. */
@Injectable()
export class DeliveryStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The delivery that is due longest at a destination that nothing is being sent to; AI results go first. */
  async take(): Promise<TakenDelivery | undefined> {
    const [rows] = await this.dataSource.query<[TakenDelivery[], number]>(
      `update delivery set state = 'sending', attempts = attempts + 1,
              lease_until = now() + make_interval(secs => $1)
        where id = (
          select due.id from delivery due join peer on peer.id = due.peer_id
            left join destination on destination.peer_id = due.peer_id
           where due.state in ('waiting', 'sending') and due.next_attempt_at <= now()
             and (due.state = 'waiting' or due.lease_until < now())
             and peer.enabled and coalesce(destination.next_attempt_at, '-infinity') <= now()
             and not exists (select from delivery other
                              where other.peer_id = due.peer_id and other.state = 'sending'
                                and other.lease_until > now())
           order by due.what, due.next_attempt_at, due.created_at limit 1 for update of due skip locked)
       returning id, peer_id as "peerId", study_id as "studyId", transport, what, request, attempts`,
      [LEASE_SECONDS],
    );
    return rows[0];
  }

  /** Instances of a delivery that the destination has not taken yet. */
  async remaining(delivery: TakenDelivery): Promise<StoredInstance[]> {
    return this.dataSource.query<StoredInstance[]>(
      `select ${STORED_INSTANCE}
         from instance join series on series.id = series_id join study on study.id = instance.study_id
        where instance.study_id = $1 and not rejected and series.own = ($2 = 'aiResults')
          and not exists (select from delivered_instance
                           where delivery_id = $3 and instance_id = instance.id)
        order by series_number, series_instance_uid, instance_number, sop_instance_uid`,
      [delivery.studyId, delivery.what, delivery.id],
    );
  }

  /** The destination has taken these. */
  async progress(delivery: TakenDelivery, instanceIds: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `with taken as (
         insert into delivered_instance (delivery_id, instance_id)
         select $1, instance.id from instance where instance.id = any($2) on conflict do nothing returning 1)
       update delivery set sent = sent + (select count(*) from taken),
              lease_until = now() + make_interval(secs => $3)
        where id = $1`,
      [delivery.id, instanceIds, LEASE_SECONDS],
    );
  }

  /** Over, unless more was asked for in the meantime. */
  async finish(
    delivery: TakenDelivery,
    state: 'delivered' | 'failed',
    problem: string | null,
  ): Promise<void> {
    await this.dataSource.query(
      `update delivery
          set state = case when request = $2 then $3 else 'waiting' end, problem = $4, lease_until = null,
              finished_at = case when request = $2 then now() end
        where id = $1`,
      [delivery.id, delivery.request, state, problem],
    );
  }

  /** To be tried again later. */
  async postpone(delivery: TakenDelivery, problem: string): Promise<void> {
    await this.dataSource.query(
      `update delivery set state = 'waiting', problem = $2, lease_until = null,
              next_attempt_at = now() + make_interval(secs => $3)
        where id = $1`,
      [delivery.id, problem, waitAfter(delivery.attempts, Math.random())],
    );
  }

  /** The destination is away: nothing is tried there for a while, longer each time. */
  async destinationFailed(peerId: string): Promise<void> {
    const [row] = await this.dataSource.query<{ failures: number }[]>(
      `insert into destination (peer_id, failures) values ($1, 1)
       on conflict (peer_id) do update set failures = destination.failures + 1 returning failures`,
      [peerId],
    );
    await this.dataSource.query(
      'update destination set next_attempt_at = now() + make_interval(secs => $2) where peer_id = $1',
      [peerId, waitAfter(row?.failures ?? 1, Math.random())],
    );
  }

  async destinationAnswered(peerId: string): Promise<void> {
    await this.dataSource.query('delete from destination where peer_id = $1', [peerId]);
  }

  /** To be tried again at once, if it has failed or waits. Returns false where there is no such delivery. */
  async retry(manager: EntityManager, id: string): Promise<boolean> {
    const [rows] = await manager.query<[{ peer_id: string }[], number]>(
      `update delivery set state = 'waiting', attempts = 0, next_attempt_at = now(), finished_at = null
        where id = $1 and state in ('waiting', 'failed') returning peer_id`,
      [id],
    );
    const [row] = rows;
    if (row) await manager.query('delete from destination where peer_id = $1', [row.peer_id]);
    return row !== undefined;
  }

  /** Newest first; `after` is the cursor of the page before. */
  async page({ limit, after }: PageQuery): Promise<DeliveryPage> {
    const place = after ? parseTimeCursor(after) : undefined;
    const rows = await this.dataSource.query<Row[]>(
      `select delivery.id, delivery.peer_id as "peerId", ae_title as "aeTitle", forward_rule.name as rule,
              study_instance_uid as "studyInstanceUid", delivery.what, delivery.state, sent, attempts,
              created_at as "createdAt", finished_at as "finishedAt", problem,
              case when delivery.state = 'waiting'
                   then greatest(delivery.next_attempt_at, destination.next_attempt_at) end as "nextAttemptAt"
         from delivery join peer on peer.id = delivery.peer_id join study on study.id = study_id
         left join forward_rule on forward_rule.id = rule_id
         left join destination on destination.peer_id = delivery.peer_id
        where $1::timestamptz is null or (created_at, delivery.id) < ($1::timestamptz, $2::uuid)
        order by created_at desc, delivery.id desc limit $3`,
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
      counts: await this.counts(),
    };
  }

  async counts(): Promise<{ waiting: number; failed: number }> {
    const [counts] = await this.dataSource.query<{ waiting: number; failed: number }[]>(
      `select (count(*) filter (where state in ('waiting', 'sending')))::int as waiting,
              (count(*) filter (where state = 'failed'))::int as failed
         from delivery where state <> 'delivered'`,
    );
    return counts ?? { waiting: 0, failed: 0 };
  }
}
