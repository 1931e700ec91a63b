import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { runPrepared, type PreparedStatement } from '../database/prepared.js';
import type { EventMap, EventName, Position, StoredEvent } from './event-map.js';

/** PostgreSQL channel that wakes consumers; losing a wake-up costs at most one poll interval. */
export const WAKE_CHANNEL = 'firstread_events';

/**
 * Names whose commit wakes consumers at once. The others are read at the next wake-up or poll:
 * a notification per stored instance would serialise the commits of an ingest.
 */
const WAKING: ReadonlySet<EventName> = new Set([
  'InstancesRejected',
  'InstancesRestored',
  'StudyReopened',
  'StudyCompleted',
  'StudyMadeReading',
  'StudyDeleted',
  'InferencePlanned',
  'InferenceStarted',
  'InferenceFinished',
  'InferenceWithdrawn',
  'ResultsEncoded',
  'OrderClassSet',
  'ReadingMarked',
  'StudyClaimed',
  'ClaimEnded',
  'WorklistItemChanged',
  'ModelStageChanged',
  'ResultsTurned',
  'AssessmentGiven',
  'AlertRaised',
  'AlertEscalated',
  'AlertAcknowledged',
  'AlertClosed',
  'CriticalIdentified',
  'CriticalCommunicationAttempted',
  'CriticalAcknowledged',
  'CriticalEscalated',
  'CriticalClosed',
  'CriticalWithdrawn',
  'CriticalAssigned',
]);

const APPEND_ALL: PreparedStatement = {
  name: 'append-events',
  text: `insert into event (name, study_uid, payload)
         select $1, payload ->> 'studyUid', payload
           from jsonb_array_elements($2::jsonb) with ordinality as one (payload, place) order by place`,
};

/** The append-only log of what happened, written in the transaction of the change itself. */
@Injectable()
export class EventLog {
  async append<N extends EventName>(manager: EntityManager, name: N, payload: EventMap[N]): Promise<void> {
    const studyUid = 'studyUid' in payload ? payload.studyUid : null;
    await manager.query('insert into event (name, study_uid, payload) values ($1, $2, $3)', [
      name,
      studyUid,
      JSON.stringify(payload),
    ]);
    if (WAKING.has(name)) await manager.query('select pg_notify($1, $2)', [WAKE_CHANNEL, name]);
  }

  /** Several of the same name, in their order, in one statement. */
  async appendAll<N extends EventName>(
    manager: EntityManager,
    name: N,
    payloads: EventMap[N][],
  ): Promise<void> {
    if (payloads.length === 0) return;
    await runPrepared(manager, APPEND_ALL, [name, JSON.stringify(payloads)]);
    if (WAKING.has(name)) await manager.query('select pg_notify($1, $2)', [WAKE_CHANNEL, name]);
  }

  /** Events after `position`, of the given names or of all, in an order that no commit still to come can change. */
  async after<N extends EventName = EventName>(
    manager: EntityManager,
    position: Position,
    limit: number,
    names: readonly N[] | null = null,
  ): Promise<StoredEvent<N>[]> {
    const rows = await manager.query<EventRow<N>[]>(
      `select transaction::text as transaction, id::text as id, name, study_uid, payload, occurred_at from event
        where (transaction, id) > ($1::xid8, $2::bigint)
          and transaction < pg_snapshot_xmin(pg_current_snapshot())
          and ($4::text[] is null or name = any($4))
        order by event.transaction, event.id limit $3`,
      [position.transaction.toString(), position.id.toString(), limit, names],
    );
    return rows.map((row) => ({
      position: { transaction: BigInt(row.transaction), id: BigInt(row.id) },
      name: row.name,
      studyUid: row.study_uid,
      payload: row.payload,
      occurredAt: row.occurred_at,
    }));
  }

  /** Where a consumer starts that wants only what comes from now on. */
  async head(manager: EntityManager): Promise<Position> {
    const [row] = await manager.query<{ transaction: string }[]>(
      'select (pg_snapshot_xmin(pg_current_snapshot()))::text as transaction',
    );
    return { transaction: BigInt(row?.transaction ?? '0'), id: 0n };
  }
}

interface EventRow<N extends EventName> {
  transaction: string;
  id: string;
  name: N;
  study_uid: string | null;
  payload: EventMap[N];
  occurred_at: Date;
}
