import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ClinicalLog, EventPartitions, RollUps, Timelines, Totals } from '../turnaround/index.js';
import type { Told } from './domain/story.js';

/** Events of one transaction. */
const BATCH = 1000;
/** No transaction has this number, and no id of the log is below one: consumers begin behind these entries. */
const BEFORE_ALL = 0n;

const APPEND = `
insert into event (id, transaction, name, study_uid, payload, occurred_at) overriding system value
select id, '0'::xid8, name, payload ->> 'studyUid', payload, at
  from jsonb_to_recordset($1::jsonb) as one (id bigint, name text, payload jsonb, at timestamptz)`;

const LOWEST = `select least(min(id), 1)::text as lowest from event where transaction = '0'::xid8`;

/**
 * Writes what happened into the event log where no consumer reads it, so that nobody is alerted and nothing is run, and
 * has the turnaround room make of it what it makes of any event.
 */
@Injectable()
export class SyntheticLog {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clinical: ClinicalLog,
    private readonly partitions: EventPartitions,
    private readonly timelines: Timelines,
    private readonly rollUps: RollUps,
    private readonly totals: Totals,
  ) {}

  /** Room for the events from a time on. */
  async prepare(from: Date, until: Date): Promise<void> {
    for (let at = from; at <= until; at = new Date(at.getTime() + 28 * 86_400_000))
      await this.partitions.prepare(at);
  }

  /** Events of a study in their order. */
  async append(told: readonly Told[], onProgress: (done: number) => void): Promise<void> {
    const [row] = await this.dataSource.query<{ lowest: string | null }[]>(LOWEST);
    let id = BigInt(row?.lowest ?? 1) - BigInt(told.length) - 1n;
    for (let done = 0; done < told.length; done += BATCH) {
      const numbered = told.slice(done, done + BATCH).map((one) => ({ ...one, id: (id += 1n) }));
      await this.dataSource.transaction((manager) => this.record(manager, numbered));
      onProgress(Math.min(told.length, done + BATCH));
    }
  }

  /** Timelines, counts and totals, until there is nothing more to do. */
  async project(): Promise<void> {
    while (await this.timelines.project());
    while (await this.rollUps.refresh());
    while (await this.totals.refreshDays());
  }

  private async record(manager: EntityManager, told: readonly (Told & { id: bigint })[]): Promise<void> {
    const rows = told.map(({ id, name, payload, atMs }) => ({
      id: id.toString(),
      name,
      payload,
      at: new Date(atMs),
    }));
    await manager.query(APPEND, [JSON.stringify(rows)]);
    await this.clinical.record(
      manager,
      told.map(({ id, name, payload, atMs }) => ({
        position: { transaction: BEFORE_ALL, id },
        name,
        studyUid: (payload as { studyUid: string }).studyUid,
        payload,
        occurredAt: new Date(atMs),
      })) as unknown as Parameters<ClinicalLog['record']>[1],
    );
  }
}
