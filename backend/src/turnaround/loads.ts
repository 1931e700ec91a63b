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
select json_agg(json_build_array(date_part('epoch', hour) * 1000, waiting) order by hour) as known
  from (select hour, sum(change) over (order by hour) as waiting from waiting_change where hour < $1) one`;

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
    const [row] = await this.dataSource.query<{ known: [hourMs: number, waiting: number][] | null }[]>(
      WAITING,
      [new Date(last)],
    );
    const known = row?.known ?? [];
    let [place, waiting] = [0, 0];
    return new Map(
      sorted.map((ms) => {
        for (; place < known.length && (known[place]?.[0] ?? ms) < ms; place += 1)
          waiting = known[place]?.[1] ?? 0;
        return [ms, waiting];
      }),
    );
  }
}
