import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

const COUNT = `
insert into waiting_change (hour, change)
select one.hour,
       (select count(*) from study_interval wait
         where stage = 'wait' and wait.hour = one.hour and excluded is null)
       - (select count(*) from study_interval
           where stage = 'wait' and excluded is null and ended_at >= one.hour and ended_at < one.hour + interval '1 hour')
  from unnest($1::timestamptz[]) as one (hour)
on conflict (hour) do update set change = excluded.change`;

const WAITING = `
select hour, (sum(change) over (order by hour))::int as waiting from waiting_change where hour < $1 order by hour`;

/** How many studies waited to be read at a moment, as their intervals say now. Waits are counted by the hour. */
@Injectable()
export class Loads {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Counts anew by how many those waiting changed in some hours. */
  async count(manager: EntityManager, hours: readonly Date[]): Promise<void> {
    if (hours.length > 0) await manager.query(COUNT, [hours]);
  }

  /** Studies whose wait had begun before each of the instants, hours of the site, and had not ended, by the instant in ms. */
  async waitingAt(instants: readonly Date[]): Promise<Map<number, number>> {
    const sorted = [...new Set(instants.map((one) => one.getTime()))].sort((a, b) => a - b);
    const last = sorted.at(-1);
    if (last === undefined) return new Map();
    const known = await this.dataSource.query<{ hour: Date; waiting: number }[]>(WAITING, [new Date(last)]);
    let [place, waiting] = [0, 0];
    return new Map(
      sorted.map((ms) => {
        for (; place < known.length && (known[place]?.hour.getTime() ?? ms) < ms; place += 1)
          waiting = known[place]?.waiting ?? 0;
        return [ms, waiting];
      }),
    );
  }
}
