import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

/** Months that have a partition before they begin. */
const AHEAD = 3;
/** Of the lock that lets one process at a time make partitions. */
const LOCK = 'clinical_event partitions';

/** Gives each month a partition of its own for its clinical events. */
@Injectable()
export class EventPartitions {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** This month and those ahead; a month of which the default partition holds events already is left to that one. */
  async prepare(now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtext($1))', [LOCK]);
      for (let month = 0; month <= AHEAD; month++)
        await this.prepareMonth(manager, startOfMonth(now, month), startOfMonth(now, month + 1));
    });
  }

  private async prepareMonth(manager: EntityManager, from: Date, until: Date): Promise<void> {
    const name = `clinical_event_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    const [row] = await manager.query<{ made: boolean; taken: boolean }[]>(
      `select to_regclass($1) is not null as made,
              exists (select from clinical_event_default where happened_at >= $2 and happened_at < $3) as taken`,
      [name, from, until],
    );
    if (row?.made || row?.taken) return;
    await manager.query(
      `create table ${name} partition of clinical_event
         for values from ('${from.toISOString()}') to ('${until.toISOString()}')`,
    );
    await manager.query(
      `create trigger clinical_event_kept before truncate on ${name} for each statement execute function refuse_change()`,
    );
  }
}

function startOfMonth(now: Date, later: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + later, 1));
}
