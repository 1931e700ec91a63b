import type { SaveSchedule } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

export interface StoredSchedule extends SaveSchedule {
  dashboardId: string;
  /** Who set it last. */
  owner: string;
  /** Since when it is as it is; what was due before is not made up for. */
  since: Date;
}

const COLUMNS = `dashboard_id as "dashboardId", rhythm, hour, recipients, is_on as "on", owner, since`;

/** At most one schedule for each dashboard. */
@Injectable()
export class ScheduleStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async of(dashboardId: string): Promise<StoredSchedule | undefined> {
    const [row] = await this.dataSource.query<StoredSchedule[]>(
      `select ${COLUMNS} from turnaround_report where dashboard_id = $1`,
      [dashboardId],
    );
    return row;
  }

  async running(): Promise<StoredSchedule[]> {
    return this.dataSource.query<StoredSchedule[]>(
      `select ${COLUMNS} from turnaround_report where is_on order by dashboard_id`,
    );
  }

  /** To whom it goes now; undefined where it is off or gone. It stays so until the transaction ends. */
  async recipients(manager: EntityManager, dashboardId: string): Promise<string[] | undefined> {
    const [row] = await manager.query<Pick<StoredSchedule, 'recipients'>[]>(
      'select recipients from turnaround_report where dashboard_id = $1 and is_on for share',
      [dashboardId],
    );
    return row?.recipients;
  }

  /** Other recipients alone leave `since` as it is. */
  async put(
    manager: EntityManager,
    dashboardId: string,
    { rhythm, hour, recipients, on }: SaveSchedule,
    owner: string,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into turnaround_report as former (dashboard_id, rhythm, hour, recipients, is_on, owner, since)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (dashboard_id) do update set rhythm = excluded.rhythm, hour = excluded.hour,
         recipients = excluded.recipients, is_on = excluded.is_on, owner = excluded.owner,
         since = case when (former.rhythm, former.hour, former.is_on)
                         = (excluded.rhythm, excluded.hour, excluded.is_on)
                      then former.since else excluded.since end`,
      [dashboardId, JSON.stringify(rhythm), hour, JSON.stringify(recipients), on, owner, now],
    );
  }

  /** Whether there was one. */
  async remove(manager: EntityManager, dashboardId: string): Promise<boolean> {
    const [, removed] = await manager.query<[unknown, number]>(
      'delete from turnaround_report where dashboard_id = $1',
      [dashboardId],
    );
    return removed > 0;
  }
}
